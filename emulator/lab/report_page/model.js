// What the page knows of a story, made once from its data: the stops that time can be dragged to,
// what the box held at each, and the paths of messages.

const nanoseconds = { d: 86400e9, h: 3600e9, m: 60e9, s: 1e9, ms: 1e6, µs: 1e3, ns: 1 };

// 90e9 becomes "1m30s".
function durationText(duration) {
  if (duration === 0) return '0s';
  if (duration < 1e9) {
    for (const unit of ['ms', 'µs', 'ns'])
      if (duration >= nanoseconds[unit]) return trimmed(duration / nanoseconds[unit]) + unit;
  }
  let text = '';
  let rest = duration;
  for (const unit of ['d', 'h', 'm']) {
    const count = Math.floor(rest / nanoseconds[unit]);
    if (count > 0) text += count + unit;
    rest -= count * nanoseconds[unit];
  }
  return rest > 0 ? text + trimmed(rest / 1e9) + 's' : text;
}

function trimmed(number) {
  return String(Math.round(number * 1000) / 1000);
}

// The instant so many nanoseconds after the start, in UTC.
function instantText(story, at) {
  const when = new Date(Date.parse(story.start) + Math.floor(at / 1e6));
  return when.toISOString().replace('T', ' ').replace('.000', '');
}

function shortId(id) {
  return id.length > 13 ? id.slice(0, 8) : id;
}

function prepare(story) {
  if (story.byNumber) return story;
  story.byNumber = new Map(story.arrows.map((arrow) => [arrow.n, arrow]));
  story.events = new Map(story.events.map((event) => [event.n, event]));
  story.shown = story.arrows.filter((arrow) => !arrow.folded);
  const seen = new Set(story.shown.flatMap((arrow) => [arrow.from, arrow.to]));
  story.columns = story.participants.filter((_, index) => seen.has(index));
  story.consequences = new Map();
  for (const arrow of story.shown) {
    const cause = causeOf(story, arrow);
    if (cause) story.consequences.set(cause.n, [...(story.consequences.get(cause.n) || []), arrow]);
  }
  story.stops = stopsOf(story);
  story.paths = pathsOf(story);
  story.names = [...new Set(story.moments.flatMap((moment) => Object.keys(moment.changes)))];
  return story;
}

// The nearest arrow that is shown among those that this one follows from.
function causeOf(story, arrow) {
  let cause = story.byNumber.get(arrow.follows);
  while (cause && cause.folded) cause = story.byNumber.get(cause.follows);
  return cause;
}

function causesOf(story, arrow) {
  const causes = [];
  for (let cause = causeOf(story, arrow); cause; cause = causeOf(story, cause)) causes.unshift(cause);
  return causes;
}

// Where a moment stands among the events: behind one of them where time alone brought it about.
function keyOf(moment) {
  return moment.since <= moment.events ? moment.since : moment.events + 0.5;
}

// The start, each arrow that is shown, each change that time alone brought about, and the end.
function stopsOf(story) {
  const stops = [{ key: story.setUp + 0.25, at: 0, arrow: null }];
  for (const arrow of story.shown) stops.push({ key: arrow.n, at: arrow.at, arrow });
  for (const moment of story.moments)
    if (moment.since > moment.events && moment.events >= story.setUp && moment.at > 0)
      stops.push({ key: keyOf(moment), at: moment.at, arrow: null, changes: Object.keys(moment.changes) });
  stops.sort((left, right) => left.key - right.key || left.at - right.at);
  const end = Math.max(0, ...story.steps.map((step) => step.to));
  if (end > stops[stops.length - 1].at) stops.push({ key: story.count + 0.75, at: end, arrow: null, isEnd: true });
  return stops;
}

// What the box holds at a stop, by name, and which of it has just changed.
function stateAt(story, stop, before) {
  const state = {};
  const changed = new Set();
  for (const moment of story.moments) {
    const key = keyOf(moment);
    if (key > stop.key || (key === stop.key && moment.at > stop.at)) continue;
    Object.assign(state, moment.changes);
    if (!before || key > before.key || (key === before.key && moment.at > before.at))
      for (const name of Object.keys(moment.changes)) changed.add(name);
  }
  return { state, changed };
}

// Each message with what befell it, in the order of the first event of each.
function pathsOf(story) {
  const paths = new Map();
  for (const arrow of story.arrows) {
    const event = story.events.get(arrow.n);
    if (arrow.folded && (!event || event.kind !== 'delivery')) continue;
    for (const id of arrow.messages) {
      if (!paths.has(id)) paths.set(id, { id, hops: [] });
      paths.get(id).hops.push(arrow);
    }
  }
  for (const path of paths.values()) {
    path.origin = causesOf(story, path.hops[0]);
    path.end = endOf(story, path);
  }
  return [...paths.values()];
}

function endOf(story, path) {
  const last = path.hops[path.hops.length - 1];
  const event = story.events.get(last.n);
  const operation = event && event.what ? event.what.operation || '' : '';
  if (operation.startsWith('DeleteMessage')) return { text: 'deleted', mood: 'good' };
  if (event.kind === 'redrive') return { text: 'dead letter', mood: 'bad' };
  if (event.kind === 'expiry') return { text: 'expired', mood: 'bad' };
  if (event.kind === 'delivery')
    return last.failed ? { text: event.what.outcome, mood: 'bad' } : { text: 'delivered', mood: 'good' };
  if (event.kind === 'mail') return { text: 'sent', mood: 'good' };
  return { text: last.failed ? 'failed' : 'under way', mood: last.failed ? 'bad' : 'waiting' };
}

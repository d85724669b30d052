// The sequence diagram: a column for each participant, a row for each arrow, box time down the side.

// An element; children are elements or texts.
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {}))
    if (name === 'on') for (const [type, listener] of Object.entries(value)) made.addEventListener(type, listener);
    else if (name === 'style') for (const [property, text] of Object.entries(value)) made.style.setProperty(property, text);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value);
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

// Draws a story; `choose` gets the index of the stop that was clicked. The answer marks a stop.
function drawDiagram(place, story, choose) {
  const columns = new Map(story.columns.map((participant, index) => [participant, index]));
  const columnOf = (index) => columns.get(story.participants[index]);
  const heads = story.columns.map((participant) =>
    element('div', { class: 'who ' + participant.kind, title: participant.kind + ' ' + participant.name },
      element('span', { class: 'kind' }, participant.kind === participant.name ? '' : participant.kind),
      element('span', { class: 'name' }, participant.name)));
  const rows = [];
  const lines = [];
  let step = 0;
  let at = -1;
  const beginSteps = (number) => {
    for (; step < story.steps.length && story.steps[step].before < number; ++step) {
      const taken = story.steps[step];
      if (taken.from !== at) lines.push(timeLine(story, at, taken.from));
      at = taken.from;
      lines.push(element('div', { class: 'step', 'data-step': step },
        element('span', { class: 'number' }, String(step + 1)), element('span', {}, taken.title)));
    }
  };
  story.stops.forEach((stop, index) => {
    beginSteps(stop.key);
    if (!stop.arrow && !stop.changes) return;
    if (stop.at !== at) lines.push(timeLine(story, at, stop.at));
    at = stop.at;
    const row = stop.arrow ? arrowRow(stop.arrow, columnOf(stop.arrow.from), columnOf(stop.arrow.to), index) : changeRow(stop, index);
    row.addEventListener('click', () => choose(index));
    rows[index] = row;
    lines.push(row);
  });
  beginSteps(Infinity);
  const end = Math.max(0, ...story.steps.map((taken) => taken.to));
  if (end !== at && at >= 0) lines.push(timeLine(story, at, end));
  if (story.failure)
    lines.push(element('div', { class: 'step broke' }, element('span', { class: 'number' }, '×'), element('span', {}, story.failure.what)));
  place.replaceChildren(element('div', { class: 'sheet', role: 'list', style: { '--columns': Math.max(1, heads.length) } },
    element('div', { class: 'heads' }, heads), element('div', { class: 'rows' }, lines)));
  return (index, quietly) => {
    mark(story, rows, index);
    if (!quietly && rows[index] && !place.hidden) reveal(place, rows[index]);
  };
}

function timeLine(story, before, at) {
  const passed = before >= 0 && at > before ? durationText(at - before) + ' later' : '';
  return element('div', { class: 'time', title: instantText(story, at) },
    element('span', { class: 'since' }, '+' + durationText(at)),
    element('span', { class: 'passed' }, passed));
}

function arrowRow(arrow, from, to, index) {
  const self = from === to;
  const left = Math.min(from, to);
  const kinds = ['arrow', self ? 'self' : from < to ? 'right' : 'left'];
  if (arrow.answer) kinds.push('answer');
  if (arrow.failed) kinds.push('failed');
  return element('div', { class: 'row future', role: 'listitem', id: 'stop-' + index, title: arrow.what },
    element('span', { class: 'n' }, String(arrow.n)),
    element('div', { class: kinds.join(' '), style: { '--left': left, '--span': Math.abs(to - from) } },
      element('span', { class: 'what' }, arrow.what)));
}

// What time alone brought about: a message that can be seen again, a mail that arrived.
function changeRow(stop, index) {
  const names = stop.changes.map((name) => name.replace('queue ', '')).join(', ');
  return element('div', { class: 'row change future', role: 'listitem', id: 'stop-' + index },
    element('span', { class: 'n' }, '·'), element('span', { class: 'fell-due' }, `fell due: ${names}`));
}

// Time stands at a stop: what comes later is dim, what led there is marked.
function mark(story, rows, index) {
  const current = story.stops[index].arrow;
  const causes = new Set(current ? causesOf(story, current).map((arrow) => arrow.n) : []);
  const next = new Set(current ? (story.consequences.get(current.n) || []).map((arrow) => arrow.n) : []);
  rows.forEach((row, at) => {
    const n = story.stops[at].arrow?.n;
    row.classList.toggle('future', at > index);
    row.classList.toggle('current', at === index);
    row.classList.toggle('cause', causes.has(n));
    row.classList.toggle('consequence', next.has(n));
    if (at === index) row.setAttribute('aria-current', 'true');
    else row.removeAttribute('aria-current');
  });
}

// Scrolls so far that a row can be seen: the diagram, and the page where the diagram goes beyond it.
function reveal(place, row) {
  const head = place.querySelector('.heads').offsetHeight;
  const y = row.parentElement.offsetTop + row.offsetTop;
  const top = y - head - 8;
  const bottom = y + row.offsetHeight + 40;
  if (place.scrollTop > top) place.scrollTop = top;
  else if (place.scrollTop + place.clientHeight < bottom) place.scrollTop = bottom - place.clientHeight;
  const arrow = row.querySelector('.arrow');
  if (arrow) {
    const gutter = 96;
    const end = arrow.offsetLeft + Math.max(arrow.offsetWidth + 64, 160);
    if (place.scrollLeft + place.clientWidth < end) place.scrollLeft = end - place.clientWidth;
    if (place.scrollLeft > arrow.offsetLeft - gutter) place.scrollLeft = Math.max(0, arrow.offsetLeft - gutter);
  }
  const clock = document.querySelector('.clock');
  const floor = getComputedStyle(clock).position === 'fixed' ? clock.offsetHeight : 0;
  const hidden = row.getBoundingClientRect().bottom + 24 - (innerHeight - floor);
  if (hidden > 0) scrollBy(0, hidden);
}

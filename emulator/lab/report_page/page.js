// The page itself: which story, which moment, which view; by pointer, by keyboard and by address.

const data = JSON.parse(document.getElementById('data').textContent);
const at = (id) => document.getElementById(id);
const views = ['diagram', 'paths', 'mails', 'moment'];
const narrow = matchMedia('(max-width: 1000px)');
const current = { number: -1, story: null, index: 0, view: 'diagram', mark: () => {} };

function counted(count, thing, things) {
  return `${count} ${count === 1 ? thing : things}`;
}

function showSummary() {
  const broken = data.stories.filter((story) => !story.held).length;
  at('summary').replaceChildren(
    counted(data.stories.length, 'story', 'stories') + ' · ',
    element('b', { class: broken ? 'bad' : 'good' }, broken ? `${broken} broke` : 'all held'),
    element('span', {}, ` · ${data.boxTime} of box time`));
}

function showStories() {
  at('stories').replaceChildren(...data.stories.map((story, number) => element('li', {},
    element('a', { href: '#' + number, title: story.file },
      element('span', { class: 'verdict ' + (story.held ? 'good' : 'bad'), title: story.held ? 'held' : 'broke' }, story.held ? '✓' : '×'),
      element('span', {}, story.title)))));
  at('chooser').replaceChildren(...data.stories.map((story, number) =>
    element('option', { value: number }, (story.held ? '✓ ' : '× ') + story.title)));
}

function filterStories() {
  const wanted = at('filter').value.trim().toLowerCase();
  [...at('stories').children].forEach((item, number) => {
    const story = data.stories[number];
    item.hidden = !(story.title + ' ' + story.file).toLowerCase().includes(wanted);
  });
}

function showHead(story) {
  const facts = [['file', story.file], ['seed', story.seed], ['begins', story.start.replace('T', ' ').replace('.000', '')],
    ['box time', story.boxTime], ['events', story.count], ['trace', story.trace.slice(0, 16)]];
  const parts = [
    element('h1', {}, story.title, ' ', badge(story.held ? 'held' : 'broke', story.held ? 'good' : 'bad'),
      story.cutShort ? badge('cut short', 'waiting') : null),
    element('dl', { class: 'facts' }, facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, String(value)))))];
  if (story.failure) parts.push(failureCard(story.failure));
  at('head').replaceChildren(...parts);
}

function failureCard(failure) {
  return element('div', { class: 'card failure' },
    element('p', {}, element('b', {}, failure.what)),
    element('p', { class: 'dim' }, failure.where.replace(/:\s*$/, '')),
    failure.expected ? element('dl', {}, element('dt', {}, 'expected'), element('dd', {}, element('code', {}, failure.expected)),
      element('dt', {}, 'came'), element('dd', {}, element('code', {}, failure.came))) : null,
    failure.chain.length ? element('details', { open: !narrow.matches }, element('summary', {}, 'What led there'),
      element('ol', { class: 'chain' }, failure.chain.map(chainLink))) : null);
}

// "+30s      stock_queue -> stock_lambda  1 message"
function chainLink(words) {
  const [, since, who, what] = words.match(/^(\S+)\s+(.*?)  (.*)$/) || [null, '', words, ''];
  return element('li', {}, element('span', { class: 'since' }, since),
    element('span', {}, element('b', {}, who.replace(' -> ', ' → ')), ' ' + what));
}

// The steps of the story, each as wide as the stops that it took.
function showStrip(story) {
  const of = (stop) => story.steps.findIndex((step) => stop.key > step.before && stop.key <= step.after + 0.75);
  const widths = story.steps.map(() => 0);
  story.stops.forEach((stop) => { if (of(stop) >= 0) ++widths[of(stop)]; });
  at('strip').replaceChildren(...story.steps.map((step, number) => {
    const first = story.stops.findIndex((stop) => of(stop) === number);
    return element('button', { type: 'button', tabindex: '-1', title: `${number + 1}. ${step.title}`, style: { 'flex-grow': widths[number] || 0.3 },
      on: { click: () => first >= 0 && goTo(first) } }, element('span', {}, String(number + 1)));
  }));
  story.stepOf = of;
}

function showStory(number) {
  if (number === current.number || !data.stories[number]) return;
  const story = prepare(data.stories[number]);
  Object.assign(current, { number, story });
  document.title = `${story.title} – proofbox`;
  showHead(story);
  showStrip(story);
  current.mark = drawDiagram(at('diagram'), story, goTo);
  drawPaths(at('paths'), story);
  drawMails(at('mails'), story);
  at('tab-paths').textContent = `Messages ${story.paths.length}`;
  at('tab-mails').textContent = `Mails ${(story.mails?.messages || []).length}`;
  at('slider').max = story.stops.length - 1;
  at('chooser').value = number;
  [...at('stories').querySelectorAll('a')].forEach((link, index) => {
    if (index === number) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
  at('stories').children[number]?.scrollIntoView({ block: 'nearest' });
  at('diagram').scrollTo(0, 0);
}

function goTo(index, quietly) {
  const { story } = current;
  current.index = Math.min(Math.max(index, 0), story.stops.length - 1);
  const stop = story.stops[current.index];
  at('slider').value = current.index;
  const words = stop.arrow ? `event ${stop.arrow.n}` : stop.isEnd ? 'the end' : stop.changes ? 'time passes' : 'the start';
  at('slider').setAttribute('aria-valuetext', `${durationText(stop.at)} after the start, ${words}`);
  at('now').replaceChildren(element('b', {}, '+' + durationText(stop.at)),
    element('span', {}, instantText(story, stop.at)), element('span', { class: 'dim' }, `${words}, ${current.index} of ${story.stops.length - 1}`));
  const step = story.stepOf(stop);
  [...at('strip').children].forEach((button, number) => button.classList.toggle('current', number === step));
  current.mark(current.index, quietly);
  drawMoment(at('moment'), story, current.index);
  if (!quietly) history.replaceState(null, '', '#' + current.number + (stop.arrow ? '/' + stop.arrow.n : ''));
}

function showView(view) {
  current.view = view === 'moment' && !narrow.matches ? 'diagram' : view;
  for (const name of views) {
    at('tab-' + name).setAttribute('aria-selected', name === current.view);
    at('tab-' + name).tabIndex = name === current.view ? 0 : -1;
    at(name).hidden = name === 'moment' ? narrow.matches && current.view !== 'moment' : name !== current.view;
  }
  if (current.story && current.view === 'diagram') current.mark(current.index);
}

// "#3/71": the story and the event that stands in the address.
function follow() {
  const [number, n] = location.hash.slice(1).split('/').map(Number);
  const broken = data.stories.findIndex((story) => !story.held);
  const wanted = data.stories[number] && location.hash ? number : Math.max(broken, 0);
  showStory(wanted);
  const { story } = current;
  const last = story.stops.length - 1;
  if (n && current.view !== 'diagram') showView('diagram');
  // An event that is folded away stands with the one before it.
  goTo(n ? Math.max(story.stops.findLastIndex((stop) => stop.arrow && stop.key <= n), 0) : last, !n);
}

function press(event) {
  const inText = event.target.matches('input[type=search], select');
  if (event.altKey || event.ctrlKey || event.metaKey || inText) {
    if (event.key === 'Escape' && inText) event.target.blur();
    return;
  }
  const moves = {
    ArrowLeft: () => goTo(current.index - 1), ArrowRight: () => goTo(current.index + 1),
    Home: () => goTo(0), End: () => goTo(current.story.stops.length - 1),
    '[': () => { location.hash = '#' + Math.max(current.number - 1, 0); },
    ']': () => { location.hash = '#' + Math.min(current.number + 1, data.stories.length - 1); },
    '/': () => at('filter').focus(), '?': toggleKeys,
    1: () => showView('diagram'), 2: () => showView('paths'), 3: () => showView('mails'), 4: () => showView('moment'),
  };
  if (!moves[event.key]) return;
  event.preventDefault();
  moves[event.key]();
}

function toggleKeys() {
  at('keys').hidden = !at('keys').hidden;
  at('keys-button').setAttribute('aria-expanded', !at('keys').hidden);
}

showSummary();
showStories();
if (data.stories.length) {
  showView('diagram');
  follow();
  at('slider').addEventListener('input', () => goTo(Number(at('slider').value)));
  at('back').addEventListener('click', () => goTo(current.index - 1));
  at('on').addEventListener('click', () => goTo(current.index + 1));
  at('filter').addEventListener('input', filterStories);
  at('chooser').addEventListener('change', () => { location.hash = '#' + at('chooser').value; });
  at('keys-button').addEventListener('click', toggleKeys);
  views.forEach((view) => at('tab-' + view).addEventListener('click', () => showView(view)));
  narrow.addEventListener('change', () => showView(current.view));
  addEventListener('hashchange', follow);
  addEventListener('keydown', press);
}

// What stands beside the diagram: the moment with what the box holds, the paths of messages, mails.

function badge(text, mood) {
  return element('span', { class: 'badge ' + mood }, text);
}

function jsonText(value) {
  return JSON.stringify(value, (_, inner) => {
    if (typeof inner !== 'string' || !/^[{[]/.test(inner)) return inner;
    try { return JSON.parse(inner); } catch { return inner; }
  }, 2);
}

// ---- the moment ----

function drawMoment(place, story, index) {
  const stop = story.stops[index];
  const { state, changed } = stateAt(story, stop, story.stops[index - 1]);
  place.replaceChildren(...eventPart(story, stop), ...statePart(story, state, changed));
}

function eventPart(story, stop) {
  const plain = (title, words) => [element('div', { class: 'card event' }, element('h2', {}, title), element('p', { class: 'dim' }, words))];
  if (stop.isEnd) return plain('The story ends', 'Nothing more happened.');
  if (stop.changes) return plain('Time passes', 'Nobody did anything: something fell due.');
  if (!stop.arrow) return plain('The box is made', `${story.setUp} events of set-up; the story begins.`);
  const { arrow } = stop;
  const event = story.events.get(arrow.n);
  const from = story.participants[arrow.from].name;
  const to = story.participants[arrow.to].name;
  const causes = causesOf(story, arrow);
  const parts = [['what', event.what], ['outcome', event.outcome]].filter(([, value]) => value !== null);
  return [element('div', { class: 'card event' },
    element('p', { class: 'dim' }, `event ${arrow.n} · ${event.kind}`),
    element('h2', { class: arrow.failed ? 'bad' : '' }, from === to ? from : `${from} → ${to}`),
    element('p', {}, arrow.what),
    causes.length ? element('details', {}, element('summary', {}, `Because of ${causes.length} before`),
      element('ol', { class: 'causes' }, causes.map((cause) => element('li', {},
        element('a', { href: `#${current.number}/${cause.n}` }, `${story.participants[cause.from].name} → ${story.participants[cause.to].name}`),
        ' ' + cause.what)))) : null,
    parts.map(([name, value]) => element('details', {}, element('summary', {}, name), element('pre', {}, jsonText(value)))))];
}

function statePart(story, state, changed) {
  const cards = [];
  const quiet = [];
  for (const name of story.names) {
    const value = state[name];
    if (value === undefined || value === null) continue;
    const isQueue = name.startsWith('queue ');
    const isQuiet = isQueue ? !story.moments.some((moment) => (moment.changes[name]?.messages || []).length)
      : Array.isArray(value) && value.length === 0 && !changed.has(name);
    if (isQuiet) quiet.push(name.replace('queue ', ''));
    else cards.push(element('div', { class: 'card' + (changed.has(name) ? ' changed' : ''), 'data-name': name },
      element('h3', {}, isQueue ? name.slice(6) : name, isQueue ? element('span', { class: 'kind' }, 'queue') : ''),
      isQueue ? queueContents(value) : name === 'orders' ? ordersContents(story, value)
        : name === 'mails' ? mailContents(value) : tableContents(value)));
  }
  if (quiet.length) cards.push(element('p', { class: 'dim quiet-ones' }, 'Empty: ' + quiet.join(', ')));
  return cards;
}

function queueContents(queue) {
  const counts = [['ready', queue.ready], ['in flight', queue.inFlight], ['delayed', queue.delayed]];
  return [element('p', { class: 'counts' }, counts.map(([what, count]) =>
    element('span', { class: count ? '' : 'dim' }, element('b', {}, String(count)), ' ' + what))),
    element('div', { class: 'dots' }, queue.messages.map((message) =>
      element('span', { class: 'dot ' + message.state.replace(' ', '-'), title: `${message.id}: ${message.state}, received ${message.receives} times` },
        shortId(message.id) + (message.receives > 1 ? ` ×${message.receives}` : ''))))];
}

function ordersContents(story, orders) {
  return element('ul', { class: 'plain' }, orders.map((order) => element('li', {},
    badge(order.state, order.state === 'delivered' ? 'good' : order.state === 'baking' ? 'waiting' : 'bad'),
    ` ${order.count} × ${order.productId} `, element('span', { class: 'dim' }, shortId(order.id)))));
}

function mailContents(mails) {
  return element('ul', { class: 'plain' }, mails.map((mail) => element('li', {}, mail.subject,
    element('div', { class: 'dim' }, Object.entries(mail.recipients).map(([address, state]) => `${address}: ${state}`).join(', ')))));
}

function tableContents(rows) {
  if (!Array.isArray(rows) || !rows.length) return element('p', { class: 'dim' }, 'no rows');
  const names = Object.keys(rows[0]);
  const cell = (value) => (value === null ? '–' : String(value));
  return element('div', { class: 'wide' }, element('table', {},
    element('thead', {}, element('tr', {}, names.map((name) => element('th', {}, name)))),
    element('tbody', {}, rows.slice(0, 50).map((row) => element('tr', {}, names.map((name) =>
      element('td', { title: cell(row[name]) }, cell(row[name]))))))));
}

// ---- messages ----

function drawPaths(place, story) {
  const paths = story.paths.map((path) => {
    const first = path.hops[0];
    const origin = path.origin.map((arrow) => story.participants[arrow.from].name);
    const names = [...origin, story.participants[first.from].name].filter((name, at, all) => name !== all[at - 1]);
    return element('article', { class: 'card path' },
      element('header', {}, element('h3', {}, first.what.replace(/^(Publish|SendMessage) /, '')), badge(path.end.text, path.end.mood)),
      element('p', { class: 'dim' }, `${shortId(path.id)} · from ${names.join(' › ')}`),
      element('ol', { class: 'hops' }, path.hops.map((hop) => element('li', { class: hop.failed ? 'bad' : '' },
        element('a', { href: `#${current.number}/${hop.n}` },
          element('span', { class: 'since' }, '+' + durationText(hop.at)),
          element('span', {}, hop.from === hop.to ? story.participants[hop.from].name : `${story.participants[hop.from].name} → ${story.participants[hop.to].name}`),
          element('span', { class: 'dim' }, hop.what))))));
  });
  place.replaceChildren(...(paths.length ? paths : [element('p', { class: 'empty' }, 'No message was sent in this story.')]));
}

// ---- mails ----

function drawMails(place, story) {
  const mails = story.mails?.messages || [];
  place.replaceChildren(...(mails.length ? mails.map(mailCard) : [element('p', { class: 'empty' }, 'No mail was sent in this story.')]));
}

function mailCard(mail) {
  const parts = [];
  if (mail.text !== undefined) parts.push(['Text', element('pre', { class: 'letter' }, mail.text)]);
  if (mail.html !== undefined)
    parts.push(['HTML', element('iframe', { class: 'letter', sandbox: '', title: 'HTML of ' + mail.subject, srcdoc: mail.html })]);
  parts.push(['Headers', element('table', {}, element('tbody', {}, (mail.headers || []).map((header) =>
    element('tr', {}, element('th', {}, header.name), element('td', {}, header.value)))))]);
  const attachments = (mail.attachments || []).map((attachment) =>
    element('span', { class: 'dot' }, [attachment.fileName || 'attachment', attachment.contentType].filter(Boolean).join(' · ')));
  const people = [['from', [mail.from]], ['to', mail.to], ['cc', mail.cc], ['bcc', mail.bcc], ['reply to', mail.replyTo]];
  const states = (mail.recipients || []).map((recipient) =>
    badge(`${recipient.address} ${recipient.state}`, recipient.state === 'delivered' ? 'good' : recipient.state === 'accepted' ? 'waiting' : 'bad'));
  return element('article', { class: 'card mail' },
    element('h3', {}, mail.subject || '(no subject)'),
    element('dl', {}, people.filter(([, list]) => list && list.length).map(([what, list]) =>
      [element('dt', {}, what), element('dd', {}, list.join(', '))])),
    element('p', { class: 'states' }, states),
    attachments.length ? element('div', { class: 'dots' }, attachments) : null,
    parts.map(([name, content], at) => element('details', { open: at === 0 }, element('summary', {}, name), element('div', { class: 'wide' }, content))));
}

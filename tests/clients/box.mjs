// The box as these checks steer it: its clock, who waits in it, and its inbox.
export class Box {
  constructor(endpoint) {
    this.endpoint = endpoint;
  }

  async ask(path, order) {
    const request = order ? { method: 'POST', body: JSON.stringify(order) } : {};
    const answer = await fetch(`${this.endpoint}/_proofbox/${path}`, request);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  }

  // The mails in the inbox that went to an address, the oldest first.
  async mails(to) {
    return (await this.ask(`ses/messages?to=${encodeURIComponent(to)}`)).messages;
  }

  // The one mail that went to an address.
  async mail(to) {
    const mails = await this.mails(to);
    if (mails.length !== 1) throw new Error(`${mails.length} mails to ${to} instead of one`);
    return mails[0];
  }

  async bytes(path) {
    const answer = await fetch(`${this.endpoint}/_proofbox/${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  // The text of a mail, as it left.
  async eml(mail) {
    return (await this.bytes(`ses/messages/${mail.id}.eml`)).toString();
  }

  // The names, types and bytes of what is attached to a mail.
  async attachments(mail) {
    return Promise.all(mail.attachments.map(async ({ fileName, contentType }, index) =>
      ({ fileName, contentType, bytes: await this.bytes(`ses/messages/${mail.id}/attachments/${index + 1}`) })));
  }

  freeze() {
    return this.ask('clock', { mode: 'frozen' });
  }

  // Moves a frozen clock on, as by "30s", and does what is due on the way.
  advance(duration) {
    return this.ask('clock', { advance: duration });
  }

  // Resolves as soon as just so many requests are open at once, that is, long polls.
  async clients(count) {
    while ((await this.ask('health')).openRequests - 1 !== count);
  }
}

// The box as these checks steer it: its clock, and who waits in it.
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

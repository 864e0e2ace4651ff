import { expect } from "chai";
import { Limiter } from "../../../provider/dataverse/limiter.ts";
import { TestClock } from "./fixtures.ts";

/** Requests that wait for their turn, and what becomes of those that have it. */
class Traffic {
  readonly clock = new TestClock();
  readonly limiter: Limiter;
  readonly underWay: number[] = [];
  sent = 0;
  #wake: () => void = () => undefined;

  constructor(most: number) {
    // Time passes when the test says so, not when somebody waits.
    this.clock.sleep = (milliseconds) =>
      new Promise((resolve) => {
        this.#wake = () => {
          this.clock.advance(milliseconds);
          resolve();
        };
      });
    this.limiter = new Limiter(this.clock, most);
  }

  async request(count: number): Promise<void> {
    for (let at = 0; at < count; at++) {
      void this.limiter.acquire().then((epoch) => {
        this.sent += 1;
        this.underWay.push(epoch);
      });
    }
    await settled();
  }

  /** Answers the oldest requests; how many are under way then. */
  async answer(count: number, remaining?: number): Promise<number> {
    for (const epoch of this.underWay.splice(0, count)) {
      this.limiter.succeeded(epoch, remaining);
      this.limiter.release();
    }
    await settled();
    return this.underWay.length;
  }

  /** Refuses the oldest requests; how long everybody waits. */
  async refuse(count: number, asked: number): Promise<number[]> {
    const waits = this.underWay.splice(0, count).map((epoch) => {
      const wait = this.limiter.throttled(epoch, asked);
      this.limiter.release();
      return wait;
    });
    await settled();
    return waits;
  }

  async waitIsOver(): Promise<number> {
    this.#wake();
    await settled();
    return this.underWay.length;
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the limiter of requests", () => {
  it("lets as many go as it may, and the next when one comes back", async () => {
    const traffic = new Traffic(4);
    await traffic.request(6);
    expect(traffic.sent).to.equal(4);
    expect(await traffic.answer(1)).to.equal(4);
    expect(traffic.sent).to.equal(5);
  });

  it("lets nobody go after a refusal until its time is over, and then one alone", async () => {
    const traffic = new Traffic(4);
    await traffic.request(20);
    expect(await traffic.refuse(1, 5000)).to.deep.equal([5000]);
    expect(traffic.sent).to.equal(4);
    expect(await traffic.answer(3)).to.equal(0);
    expect(traffic.sent).to.equal(4);
    expect(await traffic.waitIsOver()).to.equal(1);
  });

  it("lets ever more go as they get through, slowly from half of what was refused on", async () => {
    const traffic = new Traffic(8);
    await traffic.request(200);
    await traffic.refuse(8, 5000);
    const atOnce = [await traffic.waitIsOver()];
    while (atOnce.length < 5) atOnce.push(await traffic.answer(traffic.underWay.length));
    expect(atOnce).to.deep.equal([1, 2, 4, 4, 4]);
    for (let at = 0; at < 100; at++) await traffic.answer(1);
    expect(traffic.underWay.length).to.equal(5);
  });

  it("takes requests that left together and are refused together for one refusal", async () => {
    const traffic = new Traffic(8);
    await traffic.request(20);
    expect(await traffic.refuse(8, 5000)).to.deep.equal(Array<number>(8).fill(5000));
    await traffic.waitIsOver();
    expect(await traffic.answer(1)).to.equal(2);
  });

  it("waits until the last moment that any refusal named", async () => {
    const traffic = new Traffic(2);
    await traffic.request(3);
    await traffic.refuse(1, 5000);
    await traffic.refuse(1, 9000);
    const begin = traffic.clock.now();
    while (traffic.sent < 3) await traffic.waitIsOver();
    expect(traffic.clock.now() - begin).to.equal(9000);
  });

  for (const [name, hours] of [
    ["put back", -1],
    ["put forward", 1],
  ] as const) {
    it(`waits as long where the clock of this machine is ${name} meanwhile`, async () => {
      const traffic = new Traffic(1);
      await traffic.request(2);
      await traffic.refuse(1, 60_000);
      traffic.clock.advance(hours * 3_600_000);
      expect(await traffic.waitIsOver()).to.equal(1);
    });
  }

  it("waits longer than asked where few requests get through between refusals", async () => {
    const traffic = new Traffic(2);
    await traffic.request(1000);
    const waits: number[] = [];
    for (const through of [3, 3, 3, 0, 3, 200]) {
      waits.push(...(await traffic.refuse(1, 1000)));
      await traffic.answer(traffic.underWay.length);
      await traffic.waitIsOver();
      for (let at = 0; at < through; at++) await traffic.answer(1);
    }
    waits.push(...(await traffic.refuse(1, 1000)));
    expect(waits).to.deep.equal([1000, 2000, 4000, 8000, 8000, 16_000, 1000]);
  });

  it("sends no more at once than the service recommends, and never more than the setting allows", async () => {
    const traffic = new Traffic(8);
    await traffic.request(100);
    traffic.limiter.recommended(3);
    expect(await traffic.answer(6)).to.equal(3);
    traffic.limiter.recommended(5);
    expect(await traffic.answer(1)).to.equal(5);
    traffic.limiter.recommended(50);
    expect(await traffic.answer(1)).to.equal(8);
  });

  it("sends no more at once than the service says it will still take, but never stops asking", async () => {
    const traffic = new Traffic(8);
    await traffic.request(100);
    expect(await traffic.answer(1, 500)).to.equal(8);
    expect(await traffic.answer(5, 3)).to.equal(3);
    expect(await traffic.answer(3, 0)).to.equal(1);
    expect(await traffic.answer(1, 400)).to.equal(8);
  });
});

// Each operation waits for one latency and does nothing else. State stores ids, so they are as long as the service's.
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

type Values = Readonly<Record<string, unknown>>;

const latency = Number(process.env["BENCH_LATENCY"]);

export const create = (inputs: Values) => wait(latency, { id: randomUUID(), outs: inputs });
export const read = (id: string, props: Values) => wait(latency, { id, props });
export const update = (_id: string, _olds: Values, news: Values) => wait(latency, { outs: news });
const remove = () => wait(latency);
export { remove as delete };

import { connect } from "node:net";

/** What is written into one connection, and how it ends. */
export interface Conversation {
  /** In the order in which they are written: a HEAD has an answer without a body. */
  readonly methods: readonly string[];
  readonly bytes: Buffer;
  /** `abort` destroys the connection as soon as everything is written. */
  readonly ending: "wait" | "half-close" | "abort";
  /** Whether HTTP wants an answer: the framing is right, and it is no request for another protocol. */
  readonly wantsAnswer: boolean;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
}

export interface Outcome {
  readonly replies: readonly Reply[];
  /** `silent`: neither an answer nor an end within the time that a person would wait. */
  readonly end: "answered" | "closed" | "aborted" | "silent" | "refused";
}

const patienceMs = 30_000;

/** Has one conversation with the server at a port of this machine. */
export function converse(port: number, { methods, bytes, ending }: Conversation): Promise<Outcome> {
  return new Promise((resolve) => {
    const received: Buffer[] = [];
    let failed = false;
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const finish = (end: Outcome["end"]): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ replies: readReplies(Buffer.concat(received), methods).replies, end });
    };
    const timer = setTimeout(() => finish("silent"), patienceMs);
    socket.on("data", (chunk) => {
      received.push(chunk);
      if (ending === "wait" && readReplies(Buffer.concat(received), methods).isComplete) finish("answered");
    });
    socket.on("end", () => finish("closed"));
    socket.on("error", () => (failed = true));
    socket.on("close", () =>
      finish(failed && received.length === 0 && socket.bytesWritten === 0 ? "refused" : "closed"),
    );
    socket.on("connect", () => {
      socket.write(bytes, () => {
        if (ending === "abort") finish("aborted");
        if (ending === "half-close") socket.end();
      });
    });
  });
}

interface Read {
  readonly replies: readonly Reply[];
  /** Every request has its answer. */
  readonly isComplete: boolean;
}

function readReplies(received: Buffer, methods: readonly string[]): Read {
  const replies: Reply[] = [];
  let rest = received;
  while (replies.length < methods.length) {
    const end = rest.indexOf("\r\n\r\n");
    if (end < 0) return { replies, isComplete: false };
    const [line = "", ...headers] = rest.subarray(0, end).toString("latin1").split("\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1] ?? 0);
    rest = rest.subarray(end + 4);
    if (status === 100) continue;
    const bodiless = methods[replies.length] === "HEAD" || status === 204 || status === 304;
    const body = bodiless ? { text: "", length: 0 } : readBody(rest, headers);
    if (body === undefined)
      return { replies: [...replies, { status, text: rest.toString("utf8") }], isComplete: false };
    replies.push({ status, text: body.text });
    rest = rest.subarray(body.length);
  }
  return { replies, isComplete: true };
}

interface Body {
  readonly text: string;
  /** In bytes, with what frames it. */
  readonly length: number;
}

/** Nothing where it is not all there yet, or ends with the connection. */
function readBody(rest: Buffer, headers: readonly string[]): Body | undefined {
  const length = headers.flatMap((line) => /^content-length: (\d+)$/i.exec(line)?.[1] ?? [])[0];
  if (length !== undefined) {
    const size = Number(length);
    return rest.length < size ? undefined : { text: rest.subarray(0, size).toString("utf8"), length: size };
  }
  if (!headers.some((line) => /^transfer-encoding: chunked$/i.test(line))) return undefined;
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = rest.indexOf("\r\n", at);
    if (end < 0) return undefined;
    const size = parseInt(rest.subarray(at, end).toString("latin1"), 16);
    const next = end + 2 + size + 2;
    if (rest.length < next) return undefined;
    if (size === 0) return { text: Buffer.concat(chunks).toString("utf8"), length: next };
    chunks.push(rest.subarray(end + 2, end + 2 + size));
    at = next;
  }
}

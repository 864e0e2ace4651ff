import { AxiosError } from "axios";
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from "axios";
import { answerBytes } from "./limits.ts";

/** Why an answer is none, whatever its status says. Another attempt would bring the same. */
export class UnusableAnswer extends Error {
  readonly fault: string;

  constructor(fault: string) {
    super(fault);
    this.fault = fault;
  }
}

/** `undefined` where the answer can be read, or none arrived. */
export function unusableAnswer(error: AxiosError): string | undefined {
  if (error.cause instanceof UnusableAnswer) return error.cause.fault;
  const code = error.code ?? "";
  if (code.startsWith("Z_")) return `Its compressed body is damaged (${code}).`;
  // A connection that ends early fails the parser, too, and may hold at the next attempt.
  return /^HPE_(?!INVALID_EOF_STATE)/.test(code) ? `It is not HTTP, or its headers are too long (${code}).` : undefined;
}

/**
 * Gives each answer complete and as text, or fails. axios' own time limit ends with the first silence that is too long, so
 * a body that arrives byte by byte would never be given up; its limit of size is off; and it replaces bytes that are no
 * UTF-8, which a later write would store.
 */
export function wholeAnswers(send: AxiosAdapter, deadline: number): AxiosAdapter {
  return async (config) => {
    const control = new AbortController();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new AxiosError(`no complete answer in ${deadline} ms`, AxiosError.ETIMEDOUT, config));
      control.abort();
    }, deadline);
    config.responseType = "stream";
    config.signal = control.signal;
    const answer = complete(send, config);
    // Once the deadline has passed, nobody looks at what becomes of the connection.
    answer.catch(() => undefined);
    try {
      return await Promise.race([answer, late.promise]);
    } finally {
      clearTimeout(timer);
      // The next attempt sends the same configuration.
      delete config.signal;
    }
  };
}

async function complete(send: AxiosAdapter, config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
  try {
    const response: AxiosResponse = await send(config);
    response.data = await bodyOf(response, config);
    return response;
  } catch (error) {
    if (!(error instanceof AxiosError) || error.response === undefined) throw error;
    error.response.data = await bodyOf(error.response, config);
    throw error;
  }
}

async function bodyOf(response: AxiosResponse, config: InternalAxiosRequestConfig): Promise<string> {
  const isSuccess = response.status >= 200 && response.status < 300;
  let bytes: Uint8Array;
  try {
    bytes = await collect(response.data as AsyncIterable<Uint8Array>);
  } catch (error) {
    const unusable = error instanceof UnusableAnswer;
    // The status of a refusal stands, whatever became of its text.
    if (!isSuccess && !unusable) return "";
    const cause = error instanceof Error ? error : new Error(String(error));
    const failed = AxiosError.from(cause, undefined, config, response.request);
    throw unusable ? Object.assign(failed, { response: { ...response, data: "" } }) : failed;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    if (!isSuccess) return "";
    const cause = new UnusableAnswer("Its body is not valid UTF-8.");
    throw AxiosError.from(cause, undefined, config, response.request, { ...response, data: "" });
  }
}

/** Leaving the loop early ends the connection. */
async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > answerBytes) {
      throw new UnusableAnswer(`Its body is larger than ${answerBytes / 2 ** 20} MiB, the most that is read.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

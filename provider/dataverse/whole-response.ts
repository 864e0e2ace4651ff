import { AxiosError } from "axios";
import type { AxiosAdapter, AxiosResponse, InternalAxiosRequestConfig } from "axios";
import { responseBytes } from "./limits.ts";
import { isSuccess } from "./success.ts";

/** Why a response is unusable, whatever its status. Another attempt would return the same. */
export class UnusableResponse extends Error {
  readonly fault: string;

  constructor(fault: string) {
    super(fault);
    this.fault = fault;
  }
}

/** `undefined` if the response is readable, or none arrived. */
export function unusableResponse(error: AxiosError): string | undefined {
  if (error.cause instanceof UnusableResponse) return error.cause.fault;
  const code = error.code ?? "";
  if (code.startsWith("Z_")) return `Its compressed body is damaged (${code}).`;
  // A connection that ends early is a parser error, too, but may work at the next attempt.
  return /^HPE_(?!INVALID_EOF_STATE)/.test(code) ? `It is not HTTP, or its headers are too long (${code}).` : undefined;
}

/**
 * Returns each response complete and as text, or fails. axios cannot do this itself. Its time limit covers only
 * silence, so a body that arrives byte by byte would never be abandoned. Its size limit is off. And it replaces bytes
 * that are not UTF-8, which a later write would then store.
 */
export function wholeResponses(send: AxiosAdapter, deadline: number): AxiosAdapter {
  return async (config) => {
    const control = new AbortController();
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new AxiosError(`no complete answer in ${deadline} ms`, AxiosError.ETIMEDOUT, config));
      control.abort();
    }, deadline);
    config.responseType = "stream";
    config.signal = control.signal;
    const response = complete(send, config);
    // After the deadline, ignore what becomes of the connection.
    response.catch(() => undefined);
    try {
      return await Promise.race([response, late.promise]);
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
    // axios treats status 0 as not checked.
    if (response.status === 0) throw unusable("Its status is no number of HTTP.", response, config);
    return response;
  } catch (error) {
    if (!(error instanceof AxiosError) || error.response === undefined) throw error;
    error.response.data = await bodyOf(error.response, config);
    throw error;
  }
}

async function bodyOf(response: AxiosResponse, config: InternalAxiosRequestConfig): Promise<string> {
  const isWanted = isSuccess(response.status);
  let bytes: Uint8Array;
  try {
    bytes = await collect(response.data as AsyncIterable<Uint8Array>);
  } catch (error) {
    if (error instanceof UnusableResponse) throw unusable(error.fault, response, config);
    // A refusal keeps its status, even if its text is lost.
    if (!isWanted) return "";
    throw AxiosError.from(
      error instanceof Error ? error : new Error(String(error)),
      undefined,
      config,
      response.request,
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    if (!isWanted) return "";
    throw unusable("Its body is not valid UTF-8.", response, config);
  }
}

function unusable(fault: string, response: AxiosResponse, config: InternalAxiosRequestConfig): AxiosError {
  const cause = new UnusableResponse(fault);
  return AxiosError.from(cause, undefined, config, response.request, { ...response, data: "" });
}

/** Leaving the loop early ends the connection. Chunks may be of one byte each, so they are not kept. */
async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  let bytes = new Uint8Array(2 ** 16);
  let size = 0;
  for await (const chunk of stream) {
    const whole = size + chunk.length;
    if (whole > responseBytes) {
      throw new UnusableResponse(`Its body is larger than ${responseBytes / 2 ** 20} MiB, the most that is read.`);
    }
    if (whole > bytes.length) {
      const larger = new Uint8Array(Math.max(whole, 2 * bytes.length));
      larger.set(bytes);
      bytes = larger;
    }
    bytes.set(chunk, size);
    size = whole;
  }
  return bytes.subarray(0, size);
}

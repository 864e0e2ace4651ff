import { randomUUID } from "node:crypto";

export type ErrorNumber = keyof typeof kinds;

interface ErrorKind {
  readonly error: string;
  /** Whether a number comes with 400 or 401 is assumed. */
  readonly status: 400 | 401;
}

const kinds = {
  70011: { error: "invalid_scope", status: 400 },
  90002: { error: "invalid_request", status: 400 },
  700016: { error: "unauthorized_client", status: 400 },
  7000215: { error: "invalid_client", status: 401 },
  7000222: { error: "invalid_client", status: 401 },
  // assumed: these two are the numbers for a malformed tenant and a missing service principal.
  900023: { error: "invalid_request", status: 400 },
  7000229: { error: "unauthorized_client", status: 401 },
  // assumed: these four are the numbers for a malformed request.
  70003: { error: "unsupported_grant_type", status: 400 },
  900144: { error: "invalid_request", status: 400 },
  7000216: { error: "invalid_client", status: 401 },
  9002313: { error: "invalid_request", status: 400 },
} as const satisfies Readonly<Record<number, ErrorKind>>;

/** An error in Entra's form. The documentation lists the numbers; the texts are our own. */
export class SignInError extends Error {
  readonly number: ErrorNumber;

  constructor(number: ErrorNumber, message: string) {
    super(message);
    this.name = "SignInError";
    this.number = number;
  }

  get status(): number {
    return kinds[this.number].status;
  }

  body(): Record<string, unknown> {
    const traceId = randomUUID();
    const correlationId = randomUUID();
    const timestamp = new Date()
      .toISOString()
      .replace("T", " ")
      .replace(/\.\d+Z$/, "Z");
    return {
      error: kinds[this.number].error,
      error_description:
        `AADSTS${this.number}: ${this.message}\r\n` +
        `Trace ID: ${traceId}\r\nCorrelation ID: ${correlationId}\r\nTimestamp: ${timestamp}`,
      error_codes: [this.number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${this.number}`,
    };
  }
}

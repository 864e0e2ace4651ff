import type { Organization } from "../organization.ts";
import type { Caller } from "../identity/caller.ts";
import type { FaultAction } from "../server/faults.ts";

/** One Web API call, sent on its own or inside a batch. */
export interface ApiRequest {
  readonly organization: Organization;
  readonly caller: Caller;
  readonly method: string;
  /** The part after `/api/data/v9.2/`, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Header names are lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Inside a batch: Content-ID → URI of the row that the part created. */
  readonly contentIds: ReadonlyMap<string, string>;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** URI of the written row. It is not sent, but later parts of a batch can refer to it. */
  readonly rowUri?: string;
  /** A fault that hit one part of a batch and applies to the response of the whole batch. */
  readonly injectedFault?: FaultAction;
}

export const jsonAnswer = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse => ({
  status,
  headers: { "Content-Type": "application/json; odata.metadata=minimal", ...headers },
  body: JSON.stringify(body),
});

export const emptyAnswer = (headers: Readonly<Record<string, string>> = {}): ApiResponse => ({ status: 204, headers });

export interface Preferences {
  readonly representation: boolean;
  /** Pattern of `odata.include-annotations`. */
  readonly annotations?: string;
  readonly maxPageSize?: number;
  readonly continueOnError: boolean;
  readonly trackChanges: boolean;
}

export function preferences(request: Pick<ApiRequest, "headers">): Preferences {
  const prefer = request.headers["prefer"] ?? "";
  const annotations = /odata\.include-annotations\s*=\s*"?([^";]+)"?/i.exec(prefer)?.[1];
  const pageSize = /odata\.maxpagesize\s*=\s*(\d+)/i.exec(prefer)?.[1];
  return {
    representation: /return\s*=\s*representation/i.test(prefer),
    continueOnError: /odata\.continue-on-error/i.test(prefer),
    trackChanges: /odata\.track-changes/i.test(prefer),
    ...(annotations === undefined ? {} : { annotations }),
    ...(pageSize === undefined ? {} : { maxPageSize: Math.min(Number(pageSize), 5000) }),
  };
}

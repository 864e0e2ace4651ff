import type { AxiosResponse, Method } from "axios";

export type Row = Record<string, unknown>;

/** Sends one request to the Web API. Imports what it needs when it runs, because Pulumi stores the handlers as text. */
export async function dataverse(
  method: Method,
  path: string,
  body?: Row,
  headers: Record<string, string> = {},
): Promise<AxiosResponse<Row>> {
  const { default: axios } = await import("axios");
  return axios.request<Row>({
    method,
    url: `${process.env["DATAVERSE_URL"]}/api/data/v9.2/${path}`,
    headers: {
      Authorization: `Bearer ${process.env["DYNAMICS365_ACCESS_TOKEN"]}`,
      Accept: "application/json",
      "OData-Version": "4.0",
      "OData-MaxVersion": "4.0",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { data: body }),
  });
}

/** The row, or nothing if it is gone. */
export async function readRow(path: string): Promise<Row | undefined> {
  try {
    return (await dataverse("GET", path)).data;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

export async function deleteRow(path: string): Promise<void> {
  try {
    await dataverse("DELETE", path);
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

export function statusOf(error: unknown): number | undefined {
  return (error as { response?: { status?: number } }).response?.status;
}

/** The properties whose value the program has changed. */
export function changedKeys(before: object, after: object): string[] {
  const known = new Map(Object.entries(before));
  return Object.entries(after)
    .filter(([key, value]) => key !== "__provider" && JSON.stringify(known.get(key)) !== JSON.stringify(value))
    .map(([key]) => key);
}

/** The inputs as outputs, without the members that Pulumi adds. */
export function outputsOf<Inputs extends object>(inputs: Inputs): Inputs {
  const { __provider: _handlers, ...outs } = inputs as Inputs & { __provider?: unknown };
  return outs as unknown as Inputs;
}

import { badUri, methodNotAllowed, ServiceError } from "../errors.ts";
import { requireImplemented } from "../implemented/require-implemented.ts";
import { answerApi } from "../server/api.ts";
import { answerInstead } from "../server/fault-answer.ts";
import type { FaultAction } from "../server/faults.ts";
import { refusal } from "../server/refusal.ts";
import { describe } from "../server/describe.ts";
import type { Environment } from "../server/environment.ts";
import { preferences, type ApiRequest, type ApiResponse } from "../http/exchange.ts";
import { keptBody, redactUrl } from "../server/redact.ts";
import { batchResponse, type BatchPart, type PartAnswer } from "./answer.ts";
import { boundaryOf, parseMultipart, withCarriageReturns, type Part } from "./multipart.ts";
import { asRequest, parseOperation, type Operation } from "./operation.ts";

const mostOperations = 1000;

type Step = { readonly single: Operation } | { readonly changeSet: readonly Operation[] };

/** Runs the parts in order. The first failure ends the batch unless the client asked to continue. */
export async function answerBatch(
  environment: Environment,
  request: ApiRequest,
  sequence: number,
): Promise<ApiResponse> {
  if (request.method !== "POST") throw methodNotAllowed(request.method);
  requireImplemented(request);
  const steps = await readSteps(request);
  const hit: FaultAction[] = [];
  const run = runner(environment, request, sequence, hit);
  const goOn = preferences(request).continueOnError;
  const answers: BatchPart[] = [];
  const respond = (status: number): ApiResponse => ({
    ...batchResponse(status, answers),
    ...(hit[0] === undefined ? {} : { injectedFault: hit[0] }),
  });
  for (const step of steps) {
    const answer =
      "single" in step ? run(step.single, new Map()) : runChangeSet(environment, request, step.changeSet, run);
    answers.push(answer);
    const status = "response" in answer ? answer.response.status : 200;
    if (status >= 400 && !goOn) return respond(status);
  }
  return respond(200);
}

async function readSteps(request: ApiRequest): Promise<Step[]> {
  const boundary = boundaryOf(request.headers["content-type"]);
  if (boundary === undefined) throw badUri("The content type of a batch is 'multipart/mixed' with a boundary.");
  requireShortBoundary(boundary);
  const steps: Step[] = [];
  const body = withCarriageReturns(request.body, boundary);
  for (const part of await parseMultipart(body, boundary)) steps.push(await readStep(request, part));
  const count = steps.reduce((sum, step) => sum + ("single" in step ? 1 : step.changeSet.length), 0);
  if (count > mostOperations) throw badUri(`A batch holds at most ${mostOperations} requests.`);
  return steps;
}

async function readStep({ organization }: ApiRequest, part: Part): Promise<Step> {
  const boundary = boundaryOf(part.headers["content-type"]);
  if (boundary === undefined) {
    const single = parseOperation(part);
    if (single.path === "$batch") throw badUri("A batch cannot contain another batch.");
    return { single };
  }
  requireShortBoundary(boundary);
  const operations = (await parseMultipart(part.body, boundary)).map(parseOperation);
  if (operations.some(({ method }) => method === "GET")) throw badUri("A change set cannot contain a GET request.");
  if (organization.switches.contentIdRequired && operations.some(({ contentId }) => contentId === undefined)) {
    throw badUri("Content-ID header not present in the change set's request.");
  }
  return { changeSet: operations };
}

/** RFC 2046, 5.1.1. */
const longestBoundary = 70;

function requireShortBoundary(boundary: string): void {
  if (boundary.length > longestBoundary) throw badUri(`A boundary has at most ${longestBoundary} characters.`);
}

type Run = (operation: Operation, contentIds: Map<string, string>) => PartAnswer;

function runner(environment: Environment, outer: ApiRequest, batch: number, hit: FaultAction[]): Run {
  return (operation, contentIds) => {
    const request = asRequest(outer, operation, contentIds);
    const sequence = environment.log.reserve();
    const described = describe(outer.organization, operation.method, operation.path);
    const action = environment.faults.next({
      ...described,
      method: operation.method,
      path: operation.path,
      body: operation.body,
    });
    if (action !== undefined && takesTheWhole.has(action.kind)) hit.push(action);
    const response = answerPart(request, action);
    if (operation.contentId !== undefined && response.rowUri !== undefined) {
      contentIds.set(operation.contentId, response.rowUri);
    }
    environment.log.add({
      sequence,
      batch,
      organization: outer.organization.name,
      method: operation.method,
      path: redactUrl(operation.path + (operation.query.size > 0 ? `?${operation.query.toString()}` : "")),
      ...described,
      status: response.status,
      headers: operation.headers,
      body: keptBody(operation.path, operation.body),
    });
    return { contentId: operation.contentId, response };
  };
}

/** A part has no connection of its own, so these faults hit the whole batch. */
const takesTheWhole: ReadonlySet<FaultAction["kind"]> = new Set([
  "closeSocket",
  "hold",
  "dropAnswer",
  "cutAnswer",
  "brokenJson",
  "stall",
]);

/** If the connection ends before the work is done, nothing of a change set remains: the part counts as failed. */
function answerPart(request: ApiRequest, action: FaultAction | undefined): ApiResponse {
  if (action?.kind === "closeSocket" || action?.kind === "hold")
    return refusal(request, new ServiceError(503, "0x80040216", "Connection closed."));
  return answerInstead(action) ?? answerApi(request);
}

class ChangeSetFailed extends Error {
  readonly answer: PartAnswer;

  constructor(answer: PartAnswer) {
    super("A change set failed.");
    this.answer = answer;
  }
}

/** All or nothing: a failure undoes the earlier parts and is the only response. */
function runChangeSet(
  environment: Environment,
  request: ApiRequest,
  operations: readonly Operation[],
  run: Run,
): BatchPart {
  const contentIds = new Map<string, string>();
  try {
    return environment.organization.store.transaction(() => ({
      parts: operations.map((operation) => {
        const answer = run(operation, contentIds);
        if (answer.response.status >= 400) throw new ChangeSetFailed(answer);
        return answer;
      }),
    }));
  } catch (error) {
    if (error instanceof ChangeSetFailed) return error.answer;
    return { contentId: undefined, response: refusal(request, error) };
  }
}

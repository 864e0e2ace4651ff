import engineMessages from "@pulumi/pulumi/proto/provider_pb.js";
import type { CheckResponse, DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb.js";
import type { CheckResult, DiffResult } from "./contract.ts";
import { isReplacement, type ChangeKind } from "./difference.ts";
import { toStruct, type WireProperties } from "./wire-properties.ts";

const kinds: Readonly<Record<ChangeKind, PropertyDiff.Kind>> = {
  add: engineMessages.PropertyDiff.Kind.ADD,
  "add-replace": engineMessages.PropertyDiff.Kind.ADD_REPLACE,
  delete: engineMessages.PropertyDiff.Kind.DELETE,
  "delete-replace": engineMessages.PropertyDiff.Kind.DELETE_REPLACE,
  update: engineMessages.PropertyDiff.Kind.UPDATE,
  "update-replace": engineMessages.PropertyDiff.Kind.UPDATE_REPLACE,
};

export function checkResponse(result: CheckResult, news: WireProperties): CheckResponse {
  const response = new engineMessages.CheckResponse();
  response.setInputs(toStruct(news.sealAlike(result.inputs)));
  response.setFailuresList(
    (result.failures ?? []).map(({ property, reason }) => {
      const failure = new engineMessages.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

export function diffResponse({ changes, deleteBeforeReplace }: DiffResult): DiffResponse {
  const response = new engineMessages.DiffResponse();
  const { DIFF_NONE, DIFF_SOME } = engineMessages.DiffResponse.DiffChanges;
  response.setChanges(changes.size === 0 ? DIFF_NONE : DIFF_SOME);
  response.setHasdetaileddiff(true);
  response.setDeletebeforereplace(deleteBeforeReplace && isReplacement(changes));
  response.setDiffsList([...new Set([...changes.keys()].map(topLevel))]);
  response.setReplacesList([
    ...new Set([...changes].filter(([, kind]) => kind.endsWith("-replace")).map(([path]) => topLevel(path))),
  ]);
  for (const [path, kind] of changes) {
    const detail = new engineMessages.PropertyDiff();
    detail.setKind(kinds[kind]);
    detail.setInputdiff(true);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

function topLevel(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}

/** One line of a preview, from `pulumi preview --json`. */
export interface PreviewStep {
  readonly urn: string;
  /** `same`, `create`, `update`, `delete`, `replace`, `create-replacement`, `delete-replaced`, `read`, … */
  readonly op: string;
  /** Properties that differ. Only native plugins set this. */
  readonly diffReasons?: readonly string[];
  readonly replaceReasons?: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, { readonly kind: string; readonly inputDiff: boolean }>> | null;
  readonly oldState?: StepState;
  readonly newState?: StepState;
}

export interface StepState {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface Preview {
  readonly steps: readonly PreviewStep[];
  readonly changeSummary: Readonly<Record<string, number>>;
}

export function parsePreview(stdout: string): Preview {
  const parsed = JSON.parse(stdout) as Partial<Preview>;
  return { steps: parsed.steps ?? [], changeSummary: parsed.changeSummary ?? {} };
}

/** The steps that would change something. */
export function changes(steps: readonly PreviewStep[]): PreviewStep[] {
  return steps.filter((step) => step.op !== "same" && step.op !== "read");
}

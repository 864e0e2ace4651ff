import mocha from "mocha";

/** The usual report, followed by one line that a person or a script can read on its own. */
export default class ClosingLine extends mocha.reporters.Spec {
  override epilogue(): void {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    const skipped = pending === 0 ? "" : `, ${pending} skipped`;
    mocha.reporters.Base.consoleLog(`${passes} passed, ${failures} failed${skipped}`);
  }
}

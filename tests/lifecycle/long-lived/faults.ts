import { expectAccount } from "./account-expectation.ts";
import { expectChannel } from "./channel-expectation.ts";
import { keyOf, ofType, type Declared } from "./estate.ts";
import { Expectation, type Update } from "./expectation.ts";
import { expectRouting, takeOutRules } from "./routing-expectation.ts";
import { tableOf } from "./tables.ts";
import { takeDown } from "./take-down.ts";
import { expectWorkstream } from "./workstream-expectation.ts";
import { differences, rowIn } from "./world.ts";

/** What is wrong with the environment after an update. Empty if it is as the program says. */
export function faultsAfter(update: Update): readonly string[] {
  const expectation = new Expectation(update);
  for (const { before, now, goes } of expectation.outcomes.filter((outcome) => outcome.before.type === "RoutingRule")) {
    if (goes) takeOutRules(expectation, before);
    else if (now !== undefined) keepsItsRow(expectation, before, now);
  }
  for (const type of ["CustomChannel", "Workstream", "MessagingAccount"] as const) {
    for (const { before, now, goes } of expectation.outcomes.filter((outcome) => outcome.before.type === type)) {
      if (goes) takeDown[type](expectation, expectation.idBefore(before), before);
      else if (now !== undefined) keepsItsRow(expectation, before, now);
    }
  }
  for (const one of ofType(update.program, "MessagingAccount")) expectAccount(expectation, one);
  for (const one of ofType(update.program, "Workstream")) expectWorkstream(expectation, one);
  for (const one of ofType(update.program, "CustomChannel")) expectChannel(expectation, one);
  expectRouting(expectation);
  return [...expectation.faults, ...differences(expectation.world, update.actual)];
}

function keepsItsRow(expectation: Expectation, before: Declared, now: Declared): void {
  // If someone deleted a renamed rule, it was created again with the id of its new name.
  if (now.type === "RoutingRule" && now.renamed === true) return;
  const { knownBefore, known, before: world, programBefore } = expectation.update;
  const holder =
    before.type === "RoutingRule"
      ? ofType(programBefore, "Workstream").find(({ name }) => name === before.args["workstream"])
      : before;
  // What someone deleted was created again, with the id of its current name.
  if (
    holder === undefined ||
    rowIn(world, tableOf[holder.type as keyof typeof tableOf], expectation.idBefore(holder)) === undefined
  )
    return;
  const [id, old] = [known.get(keyOf(now.type, now.name))?.id, knownBefore.get(keyOf(before.type, before.name))?.id];
  if (old !== undefined && id !== old)
    expectation.faults.push(`${keyOf(now.type, now.name)}: was ${old}, is ${String(id)}`);
}

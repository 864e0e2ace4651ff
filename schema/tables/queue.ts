import { boolean, integer, largestInteger, lookup, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const longestThreshold = 82_800;

/** The platform's queue with the columns of unified routing. Two navigation names differ from their columns. */
export const queue = defineTable({
  logicalName: "queue",
  entitySet: "queues",
  displayName: "Queue",
  primaryId: "queueid",
  primaryName: "name",
  ownership: "UserOwned",
  solutionAware: false,
  readBy: ["Workstream", "RoutingRule"],
  source: "CE-B, CE-X, SMP-E; assumed: ownership",
  columns: {
    name: string(200, "assumed: base column that the sources read do not describe", { required: "SystemRequired" }),
    queueviewtype: picklist({ 0: "Public", 1: "Private" }, "CE-B, PROM"),
    msdyn_isomnichannelqueue: boolean("CE-B", { required: "ApplicationRequired", default: false }),
    msdyn_queuetype: picklist({ 192350000: "Messaging", 192350001: "Entity", 192350002: "Voice" }, "CE-B, PROM", {
      required: "ApplicationRequired",
      default: 192350000,
    }),
    msdyn_priority: integer(1, largestInteger, "CE-B", { required: "ApplicationRequired" }),
    msdyn_assignmentstrategy: picklist(
      {
        192350000: "Omnichannel Assignment",
        192350001: "Round Robin",
        192350002: "Custom",
        192350003: "Longest Idle",
        192350005: "No Assignment",
      },
      "CE-B",
    ),
    msdyn_isdefaultqueue: boolean("CE-B", { default: false }),
    msdyn_maxqueuesize: integer(0, largestInteger, "CE-B; assumed: range"),
    msdyn_operatinghourid: lookup(
      { table: "msdyn_operatinghour", navigation: "msdyn_operatinghourid", onDelete: "RemoveLink" },
      "CE-B",
    ),
    msdyn_operatinghoursbasedassignment: boolean("CE-B", { default: false }),
    msdyn_processqueueperiodically: boolean("CE-B", { default: false }),
    msdyn_queueservicelevelthreshold: integer(0, longestThreshold, "CE-B"),
    msdyn_shortabandonedthreshold: integer(0, longestThreshold, "CE-B"),
    msdyn_uniquename: string(128, "CE-B"),
    msdyn_assignmentinputcontractid: lookup(
      { table: "msdyn_decisioncontract", navigation: "msdyn_routingcontractid", onDelete: "RemoveLink" },
      "CE-B",
    ),
    msdyn_prequeueoverflowrulesetid: lookup(
      { table: "msdyn_decisionruleset", navigation: "msdyn_decisionrulesetid", onDelete: "RemoveLink" },
      "CE-B",
    ),
    msdyn_channelprofileid: lookup(
      { table: "msdyn_channelprofile", navigation: "msdyn_channelprofileid", onDelete: "Restrict" },
      "CE-B, DUMP",
    ),
    // Deleting the rule set deletes the queue.
    msdyn_inqueueoverflowrulesetid: lookup(
      { table: "msdyn_decisionruleset", navigation: "msdyn_inqueueoverflowrulesetid", onDelete: "Cascade" },
      "CE-B",
    ),
  },
  manyToMany: { queuemembership_association: "systemuser" },
});

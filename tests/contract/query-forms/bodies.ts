import { identifier } from "../../../provider/sandbox/identity/identifiers.ts";
import { done, refused, send, shows, unimplemented, type Form, type Right } from "./form.ts";

const crm = "Microsoft.Dynamics.CRM.";
const shown = { Prefer: "return=representation" };
const model = identifier("ratingmodel", "Proficiency");
const good = `ratingvalues(${identifier("ratingvalue", "Good")})`;
const sales = `queues(${identifier("queue", "Sales")})`;
const operatingHours = "msdyn_operatinghours";

const payload = (says: string): Right => refused(says, "0x80048d19");
const cannotConvert = (literal: string, type: string): Right =>
  payload(`Cannot convert the literal '${literal}' to the expected type '${type}'`);
const create = (body: unknown, right: Right, set = "queues"): Form => send("POST", set, body, right, shown);
const bulk = (message: string, body: unknown, right: Right): Form =>
  send("POST", `queues/${crm}${message}`, body, right);
const queueType = `${crm}queue`;

/** learn.microsoft.com/power-apps/developer/data-platform/webapi: create, update, associate, bulk operations. */
export const bodyForms: readonly Form[] = [
  create({ name: "Plain" }, shows("name", "Plain", 201)),
  create({ name: "Typed", "@odata.type": `#${crm}queue` }, shows("name", "Typed", 201)),
  create({ name: "Typed too", "@odata.type": queueType }, shows("name", "Typed too", 201)),
  create({ name: "Of another type", "@odata.type": `${crm}account` }, payload("account")),
  create({ name: "With version", "@odata.etag": 'W/"1"' }, unimplemented("@odata.etag")),
  create({ name: "With context", "@odata.context": "x" }, unimplemented("@odata.context")),
  create({ name: "With id", "@odata.id": "queues(1)" }, unimplemented("@odata.id")),
  create(
    { name: "Annotated", "name@OData.Community.Display.V1.FormattedValue": "x" },
    unimplemented("name@OData.Community.Display.V1.FormattedValue"),
  ),
  create({ name: "Annotated", "name@odata.type": "#String" }, unimplemented("name@odata.type")),
  create({ name: "Own annotation", "@contoso.note": "x" }, unimplemented("@contoso.note")),
  create({ name: "Unknown", nothing: 1 }, payload("The property 'nothing' does not exist")),
  create({ Name: "Wrong case" }, payload("The property 'Name' does not exist")),
  create({ name: 5 }, cannotConvert("5", "Edm.String")),
  create({ name: "Text", msdyn_priority: "1" }, cannotConvert('"1"', "Edm.Int32")),
  create('{"name":"Whole","msdyn_priority":30}', shows("msdyn_priority", 30, 201)),
  create('{"name":"Fraction","msdyn_priority":30.0}', cannotConvert("30.0", "Edm.Int32")),
  create('{"name":"Exponent","msdyn_priority":3e1}', cannotConvert("3e1", "Edm.Int32")),
  create('{"name":"Fraction","msdyn_priority":30.5}', cannotConvert("30.5", "Edm.Int32")),
  create('{"name":"Choice","msdyn_queuetype":192350000.0}', cannotConvert("192350000.0", "Edm.Int32")),
  create({ name: "Large", msdyn_priority: 3_000_000_000 }, cannotConvert("3000000000", "Edm.Int32")),
  create({ name: "Range", msdyn_priority: 0 }, refused("out of range", "0x80061004")),
  create({ name: "Yes", msdyn_isdefaultqueue: "true" }, cannotConvert('"true"', "Edm.Boolean")),
  create({ name: "One", msdyn_isdefaultqueue: 1 }, cannotConvert("1", "Edm.Boolean")),
  create({ name: "Choice", msdyn_queuetype: 5 }, refused("outside the valid range", "0x8004431a")),
  create({ name: "Nothing", msdyn_maxqueuesize: null }, shows("msdyn_maxqueuesize", null, 201)),
  create({ name: null }, refused("Required field missing.", "0x80040200")),
  create({}, refused("Required field missing.", "0x80040200")),
  create("[]", payload("")),
  create("not JSON", payload("")),
  create('"text"', payload("")),
  create({ name: "Lookup", _msdyn_operatinghourid_value: model }, payload("_msdyn_operatinghourid_value")),
  create({ name: "Bound", "msdyn_operatinghourid@odata.bind": null }, shows("_msdyn_operatinghourid_value", null, 201)),
  create({ name: "Bound", "msdyn_operatinghourid@odata.bind": 5 }, payload("msdyn_operatinghourid@odata.bind")),
  create(
    { name: "Bound", "msdyn_OperatingHourId@odata.bind": null },
    payload("An undeclared property 'msdyn_OperatingHourId'"),
  ),
  create({ name: "Bound", "nothing@odata.bind": "/queues(1)" }, payload("An undeclared property 'nothing'")),
  create(
    { name: "Bound", "queuemembership_association@odata.bind": [] },
    unimplemented("queuemembership_association@odata.bind"),
  ),
  create(
    { name: "Bound", "msdyn_operatinghourid@odata.bind": `/${operatingHours}(${model})` },
    refused(model, "0x80040217", 404),
  ),
  create({ name: "Bound", "msdyn_operatinghourid@odata.bind": `/ratingmodels(${model})` }, payload("ratingmodel")),
  create(
    { name: "Poor", value: 0, "ratingmodel@odata.bind": `/ratingmodels(${model})` },
    shows("_ratingmodel_value", model, 201),
    "ratingvalues",
  ),
  create(
    { name: "Poor", value: 0, "ratingmodel@odata.bind": `ratingmodels(${model})` },
    shows("_ratingmodel_value", model, 201),
    "ratingvalues",
  ),
  create(
    { name: "Own", value: 0, ratingmodel: { name: "Own" } },
    shows("name", "Own", 201),
    "ratingvalues?$select=name&$expand=ratingmodel($select=name)",
  ),
  create(
    { name: "Own", ratingmodel_ratingvalue_ratingmodel: [{ name: "First", value: 1 }] },
    shows("name", "Own", 201),
    "ratingmodels",
  ),
  create(
    { name: "Own", ratingmodel_ratingvalue_ratingmodel: ["First"] },
    payload("ratingmodel_ratingvalue_ratingmodel"),
    "ratingmodels",
  ),
  create(
    { name: "Own", ratingmodel_ratingvalue_ratingmodel: {} },
    payload("ratingmodel_ratingvalue_ratingmodel"),
    "ratingmodels",
  ),
  create(
    { name: "Own", ratingmodel_ratingvalue_ratingmodel: [{ name: "First", "@contoso.note": 1 }] },
    unimplemented("@contoso.note"),
    "ratingmodels",
  ),
  create({ name: "Shaped" }, shows("msdyn_priority", undefined, 201), "queues?$select=name"),
  create({ name: "Filtered" }, unimplemented("$filter"), "queues?$filter=name eq 'x'"),
  create({ name: "Topped" }, unimplemented("$top"), "queues?$top=1"),
  create({ name: "Tagged" }, shows("name", "Tagged", 201), "queues?tag=x"),
  send("PATCH", sales, { msdyn_maxqueuesize: 7 }, shows("msdyn_maxqueuesize", 7), shown),
  send("PATCH", sales, '{"msdyn_maxqueuesize":7.0}', cannotConvert("7.0", "Edm.Int32"), shown),
  send("PATCH", sales, { msdyn_maxqueuesize: 7, "@odata.etag": 'W/"1"' }, unimplemented("@odata.etag"), shown),
  send("PATCH", `${sales}?$filter=name eq 'x'`, { msdyn_maxqueuesize: 7 }, unimplemented("$filter"), shown),
  send(
    "PATCH",
    good,
    { ratingmodel: { name: "Deep" } },
    payload("Deep update of navigation properties is not allowed."),
    shown,
  ),
  send("PUT", `${sales}/msdyn_maxqueuesize`, { value: 8 }, done),
  send("PUT", `${sales}/msdyn_maxqueuesize`, '{"value":8.0}', cannotConvert("8.0", "Edm.Int32")),
  send("PUT", `${sales}/msdyn_maxqueuesize`, {}, payload("value")),
  send("PUT", `${sales}/msdyn_maxqueuesize`, { value: 8, other: 1 }, payload("other")),
  send("PUT", `${sales}/msdyn_maxqueuesize`, { value: 8, "@odata.context": "x" }, unimplemented("@odata.context")),
  send(
    "PUT",
    `${sales}/nothing`,
    { value: 8 },
    refused("Resource not found for the segment 'nothing'.", "0x80060888", 404),
  ),
  send("PUT", sales, { name: "x" }, refused("does not support http method 'PUT'", "0x80040315", 405)),
  send("DELETE", `${sales}/msdyn_maxqueuesize`, undefined, done),
  send(
    "DELETE",
    `${sales}/_msdyn_operatinghourid_value`,
    undefined,
    refused("_msdyn_operatinghourid_value", "0x80048d19"),
  ),
  send(
    "DELETE",
    `${sales}/msdyn_operatinghourid`,
    undefined,
    refused("does not support http method 'DELETE'", "0x80040315", 405),
  ),
  send("PUT", `${good}/ratingmodel/$ref`, { "@odata.id": `ratingmodels(${model})` }, done),
  send(
    "PUT",
    `${good}/ratingmodel/$ref`,
    { "@odata.context": "$metadata#$ref", "@odata.id": `ratingmodels(${model})` },
    done,
  ),
  send("PUT", `${good}/ratingmodel/$ref`, { "@odata.id": `ratingmodels(${model})`, other: 1 }, payload("other")),
  send("PUT", `${good}/ratingmodel/$ref`, {}, refused("@odata.id")),
  send("PUT", `${good}/ratingmodel/$ref?$id=x`, { "@odata.id": `ratingmodels(${model})` }, unimplemented("$id")),
  send(
    "POST",
    `${good}/ratingmodel/$ref`,
    { "@odata.id": `ratingmodels(${model})` },
    refused("does not support http method 'POST'", "0x80040315", 405),
  ),
  bulk("CreateMultiple", { Targets: [{ "@odata.type": queueType, name: "Bulk" }] }, shows("Ids|1", undefined)),
  bulk("CreateMultiple", { Targets: [{ name: "Untyped" }] }, payload("@odata.type")),
  bulk("CreateMultiple", { Targets: ["x"] }, payload("Targets")),
  bulk("CreateMultiple", {}, payload("Targets")),
  bulk("CreateMultiple", { Targets: [], Other: 1 }, payload("Other")),
  bulk(
    "CreateMultiple",
    { Targets: [{ "@odata.type": queueType, name: "Bulk", "@odata.etag": "x" }] },
    unimplemented("@odata.etag"),
  ),
  bulk(
    "UpdateMultiple",
    { Targets: [{ "@odata.type": queueType, queueid: identifier("queue", "Sales"), msdyn_maxqueuesize: 9 }] },
    done,
  ),
  bulk(
    "UpdateMultiple",
    { Targets: [{ "@odata.type": queueType, "@odata.id": sales, msdyn_maxqueuesize: 9 }] },
    unimplemented("@odata.id"),
  ),
  bulk("UpsertMultiple", { Targets: [{ "@odata.type": queueType, "@odata.id": sales, msdyn_maxqueuesize: 9 }] }, done),
];

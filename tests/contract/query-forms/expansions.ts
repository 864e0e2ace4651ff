import { identifier } from "../../../provider/sandbox/identity/identifiers.ts";
import { get, holds, refused, shows, unimplemented, type Form } from "./form.ts";

const good = `ratingvalues(${identifier("ratingvalue", "Good")})`;
const model = `ratingmodels(${identifier("ratingmodel", "Proficiency")})`;
const values = "ratingmodel_ratingvalue_ratingmodel";
const onlySelectAndFilter = refused(
  "Only $select and $filter clause can be provided while doing $expand on many-to-one relationship",
);

/** learn.microsoft.com/power-apps/developer/data-platform/webapi/query/join-tables */
export const expansionForms: readonly Form[] = [
  get(`${good}?$expand=ratingmodel`, shows("ratingmodel|name", "Proficiency")),
  get(`${good}?$select=name&$expand=ratingmodel($select=name)`, shows("ratingmodel|createdon", undefined)),
  get(
    `${good}?$select=name&$expand=ratingmodel($select=name)`,
    holds(200, "#ratingvalues(name,ratingmodel(name))/$entity"),
  ),
  get(`${good}?$expand=ratingmodel/$ref`, holds(200, '"ratingmodel":{"@odata.id":', model)),
  get(
    `${good}?$expand=ratingmodel($select=name;$expand=createdby($select=fullname))`,
    shows("ratingmodel|createdby|fullname", "SYSTEM"),
  ),
  get(`${good}?$expand=ratingmodel,createdby($select=fullname)`, shows("createdby|fullname", "SYSTEM")),
  get(`${good}?$expand=ratingmodel($top=1)`, onlySelectAndFilter),
  get(`${good}?$expand=ratingmodel($orderby=name)`, onlySelectAndFilter),
  get(`${good}?$expand=ratingmodel($filter=name eq 'x')`, unimplemented("$filter")),
  get(`${good}?$expand=nothing`, refused("Could not find a property named 'nothing'")),
  get(`${good}?$expand=_ratingmodel_value`, refused("Could not find a property named '_ratingmodel_value'")),
  get(`${good}?$expand=RatingModel`, refused("Could not find a property named 'RatingModel'")),
  get(`${good}?$expand=*`, unimplemented("$expand=*")),
  get(`${good}?$expand=`, refused("Could not find a property named ''")),
  get(
    `${good}?$expand=ratingmodel($select=nothing)`,
    refused("Could not find a property named 'nothing' on type 'Microsoft.Dynamics.CRM.ratingmodel'"),
  ),
  get(`${good}?$expand=ratingmodel($levels=2)`, refused("$levels")),
  get(`${good}?$expand=ratingmodel($apply=groupby((name)))`, refused("$apply")),
  get(`${good}?$expand=ratingmodel($select=name`, refused("ratingmodel")),
  get(`${good}?$expand=ratingmodel&$expand=createdby`, refused("Query option '$expand' was specified more than once")),
  get(`${model}?$expand=${values}($select=name;$orderby=value desc;$top=1)`, shows(`${values}|0|name`, "Expert")),
  get(`${model}?$expand=${values}($filter=value eq 2)`, shows(`${values}|0|name`, "Good")),
  get(`${model}?$expand=${values}($filter=value eq 2)`, shows(`${values}|1`, undefined)),
  get(`${model}?$expand=${values}($filter=value eq @p1)&@p1=2`, refused("@p1")),
  get(`${model}?$expand=${values}($top=abc)`, refused("Invalid value 'abc' for $top query option found.")),
  get(`${model}?$expand=${values}($top=-1)`, refused("Invalid value '-1' for $top query option found.")),
  get(`${model}?$expand=${values}($orderby=value up)`, refused("Syntax error", "0x0")),
  get(`${model}?$expand=${values}($skip=1)`, refused("$skip")),
  get(`${model}?$expand=${values}($count=true)`, refused("$count")),
  get(`${model}?$expand=${values}($search=x)`, refused("$search")),
  get(
    `${model}?$expand=${values}/$ref`,
    refused("Expand with $ref is only supported on lookup type navigation property."),
  ),
  get(`${model}?$expand=${values}/$count`, unimplemented("$count")),
  get(
    `${model}?$expand=${values}($expand=ratingmodel($select=name))`,
    shows(`${values}|0|ratingmodel|name`, "Proficiency"),
  ),
  get(
    `${model}?$expand=createdby($expand=systemuser_queue_createdby($top=1))`,
    refused("Only $select and $filter clause can be provided"),
  ),
  get(
    "queues?$top=1&$expand=queuemembership_association($select=fullname)",
    shows("value|0|queuemembership_association|length", undefined),
  ),
  get("queues?$expand=queuemembership_association($expand=createdby)", refused("queuemembership_association")),
  get(
    `ratingvalues?$expand=${Array.from({ length: 16 }, () => "ratingmodel").join(",")}`,
    refused("exceeds the limit of 15"),
  ),
  get(`${good}?$expand=ratingmodel,ratingmodel`, refused("ratingmodel")),
];

import "../require-node.ts";
export { rules } from "./rules/index.ts";
export { tokens } from "./seed/users.ts";
export { startSandbox } from "./start.ts";
export { switchFacts, type SwitchName, type Switches } from "./switches.ts";
export type { Fault, FaultAction } from "./server/faults.ts";
export type { LoggedRequest, RequestFilter } from "./server/request-log.ts";
export type { Row, Value, Values } from "./store/row.ts";
export type { Sandbox, SandboxOptions, SandboxOrganization } from "./sandbox.ts";

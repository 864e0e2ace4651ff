/**
 * The session template was seen live in May 2026. Only the display names of the notification templates are public.
 * Their unique names are assumed to follow those of live chat.
 */
export const customMessagingTemplates: Readonly<Record<string, string>> = {
  msdyn_sessiontemplate_default: "msdyn_custommessaging_session",
  msdyn_notificationtemplate_incoming_auth: "msdyn_custommessaging_incoming_authenticated",
  msdyn_notificationtemplate_incoming_unauth: "msdyn_custommessaging_incoming_unauthenticated",
  msdyn_notificationtemplate_returning_conv_assig: "msdyn_custommessaging_incoming_authenticated",
  msdyn_notificationtemplate_consult: "msdyn_custommessaging_consult",
  msdyn_notificationtemplate_transfer: "msdyn_custommessaging_transfer",
  msdyn_notificationtemplate_supervisorassign: "msdyn_custommessaging_supervisor_assign",
};

/** Public sources do not show the default profile of messaging. Its name is assumed to follow those of voice. */
export const defaultProfileName = "msdyn_messaging_default_profile";

/** Output contract of rulesets for route to queue. */
export const queueOutputContract = "msdyn_demandqueueidentificationoutput";

/** The layer of everything that no managed solution installed. Its id is the same in every environment. */
export const activeSolution = "fd140aae-4df4-11dd-bd17-0019b9312238";
export const defaultSolution = "fd140aaf-4df4-11dd-bd17-0019b9312238";

// Generated from schema/sandbox-seed.ts by `npm run generate`. Do not edit.

/** A user's own rows for the sandbox. */
export interface SandboxSeed {
  /** Where this schema is. Editors use it; the sandbox does not read it. */
  readonly $schema?: string | undefined;
  /** Queues. */
  readonly queues?:
    | readonly {
        /**
         * Id of the row (GUID). Default: derived from the kind of row and from what identifies it, so it is the same at
         * every start.
         */
        readonly id?: string | undefined;
        /** Name. It identifies the queue. Up to 200 characters. */
        readonly name: string;
        /** Type of the queue. Default: Messaging. */
        readonly type?: "Messaging" | "Entity" | "Voice" | undefined;
        /** Whether the queue is for unified routing. Workstreams accept no other. Default: true. */
        readonly isOmnichannel?: boolean | undefined;
        /** Whether the queue is a default queue of the system. Default: false. */
        readonly isDefault?: boolean | undefined;
        /** Group number, 1 or more. Default: 1. */
        readonly groupNumber?: number | undefined;
      }[]
    | undefined;
  /** Skills. */
  readonly skills?:
    | readonly {
        /**
         * Id of the row (GUID). Default: derived from the kind of row and from what identifies it, so it is the same at
         * every start.
         */
        readonly id?: string | undefined;
        /** Name. It identifies the skill. */
        readonly name: string;
      }[]
    | undefined;
  /** Values by which skills are rated. */
  readonly proficiencies?:
    | readonly {
        /**
         * Id of the row (GUID). Default: derived from the kind of row and from what identifies it, so it is the same at
         * every start.
         */
        readonly id?: string | undefined;
        /** Name. It identifies the value within its rating model. */
        readonly name: string;
        /** Rank of the rating, 0 or more. */
        readonly value: number;
        /** Name of the rating model. Default: Proficiency. */
        readonly model?: string | undefined;
      }[]
    | undefined;
  /** Languages of channels. */
  readonly languages?:
    | readonly {
        /**
         * Id of the row (GUID). Default: derived from the kind of row and from what identifies it, so it is the same at
         * every start.
         */
        readonly id?: string | undefined;
        /** Name, such as `Finnish - Finland`. Up to 100 characters. */
        readonly name: string;
        /** Locale code, such as `fi-FI`. */
        readonly localeCode: string;
        /** Locale id, such as 1035. It identifies the language. */
        readonly lcid: number;
      }[]
    | undefined;
  /** Users: people, applications and AI agents. */
  readonly users?:
    | readonly {
        /**
         * Id of the row (GUID). Default: derived from the kind of row and from what identifies it, so it is the same at
         * every start.
         */
        readonly id?: string | undefined;
        /** Full name. It identifies the user within the seed. Up to 200 characters. */
        readonly name: string;
        /** User name, such as `alex@contoso.onmicrosoft.com`. */
        readonly userName?: string | undefined;
        /** Object id in Entra (GUID). */
        readonly objectId?: string | undefined;
        /** Client id (GUID) of the application that belongs to this user. Whoever signs in with it is this user. */
        readonly applicationId?: string | undefined;
        /** Handle of the AI agent that belongs to this user. */
        readonly botHandle?: string | undefined;
        /** Whether the user is disabled. Default: false. */
        readonly isDisabled?: boolean | undefined;
      }[]
    | undefined;
  /** Capacity profiles. */
  readonly capacityProfiles?:
    | readonly {
        /**
         * Id of the row (GUID). Default: derived from the kind of row and from what identifies it, so it is the same at
         * every start.
         */
        readonly id?: string | undefined;
        /** Name. Up to 100 characters. */
        readonly name: string;
        /** Unique name. It identifies the profile. Up to 128 characters. */
        readonly uniqueName: string;
        /** How many units a representative has, 0 to 100. */
        readonly maxUnits: number;
        /** Whether a representative who has reached the limit gets no more work assigned. Default: false. */
        readonly blocksAssignment?: boolean | undefined;
      }[]
    | undefined;
  /** Presences. */
  readonly presences?:
    | readonly {
        /**
         * Id of the row (GUID). Default: derived from the kind of row and from what identifies it, so it is the same at
         * every start.
         */
        readonly id?: string | undefined;
        /** Name. It identifies the presence. Up to 100 characters. */
        readonly name: string;
        /** Base status. */
        readonly status: "Available" | "Busy" | "BusyDnd" | "Away" | "Offline";
        /** What representatives see. Up to 500 characters. Default: the name. */
        readonly text?: string | undefined;
      }[]
    | undefined;
  /** Workstreams of type Messaging, channel Custom, with the rules that people made in them. */
  readonly workstreams?:
    | readonly {
        /**
         * Id of the row (GUID). Default: derived from the kind of row and from what identifies it, so it is the same at
         * every start.
         */
        readonly id?: string | undefined;
        /** Name. It identifies the workstream. Up to 100 characters. */
        readonly name: string;
        /** Work distribution mode. Default: Push. */
        readonly distributionMode?: "Push" | "Pick" | undefined;
        /** Fallback queue, by name or id. */
        readonly fallbackQueue?: string | undefined;
        /** Its context variables. */
        readonly contextVariables?:
          | readonly {
              /** Name, as rules use it. Up to 100 characters. */
              readonly name: string;
              /** Type. Default: Text. */
              readonly type?: "Text" | "Number" | undefined;
            }[]
          | undefined;
        /** Rulesets that people made there. A program adds its rules beside theirs. */
        readonly rulesets?:
          | readonly {
              /**
               * Id of the row (GUID). Default: derived from the kind of row and from what identifies it, so it is the same at
               * every start.
               */
              readonly id?: string | undefined;
              /** Name. It identifies the ruleset within its workstream. Up to 100 characters. */
              readonly name: string;
              /**
               * Kind. A workstream has at most one `routeToQueue` ruleset. Its `classification` rulesets run before it, in the
               * order of the list.
               */
              readonly kind: "routeToQueue" | "classification";
              /** Its rules, in order. Default: none. */
              readonly rules?:
                | readonly {
                    /** Id of the rule (GUID). Default: derived from ruleset and name. */
                    readonly id?: string | undefined;
                    /** Name. It identifies the rule within its ruleset. */
                    readonly name: string;
                    /** Conditions, all of which must be true. Default: none, so the rule always matches. */
                    readonly conditions?:
                      | readonly {
                          /** Attribute, as rules name it. `liveworkitemcontext.Tier` is the context variable `Tier`. */
                          readonly attribute: string;
                          /** Operator. Default: ==. */
                          readonly operator?: "==" | ">" | ">=" | "not-null" | undefined;
                          /** What the attribute is compared with. `not-null` takes no value. */
                          readonly value?: string | undefined;
                        }[]
                      | undefined;
                    /** Only in a route-to-queue ruleset: the queue that gets the conversations, by name or id. */
                    readonly queue?: string | undefined;
                    /** Only in a classification ruleset: what the rule sets. */
                    readonly set?:
                      | readonly {
                          /** Attribute, as rules name it. `liveworkitemcontext.Tier` is the context variable `Tier`. */
                          readonly attribute: string;
                          /** What the attribute is set to. */
                          readonly value: string;
                        }[]
                      | undefined;
                  }[]
                | undefined;
              /** Instead of `rules`: their whole XML, as an environment stores it in the definition of the ruleset. */
              readonly definition?: string | undefined;
            }[]
          | undefined;
      }[]
    | undefined;
}

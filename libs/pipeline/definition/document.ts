import type { Json, JsonObject, Text } from '#kernel';

/** A JSON Logic rule: data, never text to evaluate. */
export type Rule = Json;
/** An input for a step: literals, JSON Logic objects, and texts with `{{path}}` holes. */
export type Template = Json;

export type FieldKind =
  | 'text'
  | 'longtext'
  | 'number'
  | 'integer'
  | 'money' // a decimal number in major units of the record's `currency`, at most the currency's own decimals
  | 'boolean'
  | 'date' // YYYY-MM-DD
  | 'datetime' // an Instant
  | 'choice' // one of `options`
  | 'choices' // several of `options`
  | 'reference' // the id of a record of `object`
  | 'person' // the id of a member of the workspace
  | 'email'
  | 'phone'
  | 'url'
  | 'json';

export interface FieldDefinition {
  readonly type: FieldKind;
  readonly title: Text;
  /** `choice`, `choices`: the allowed values. */
  readonly options?: readonly FieldOption[];
  /** `reference`: the object it points to. */
  readonly object?: string;
  /** Says something about a person: kept apart in the journal so that it can be erased. */
  readonly personal?: boolean;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly indexed?: boolean;
  /** A further JSON Schema the value must fit (admin-added fields). */
  readonly schema?: JsonObject;
  /** Out of use (admin-added fields): takes no new values and is asked for by nothing; values that are there stay and are read on. */
  readonly retired?: boolean;
}

export interface FieldOption {
  readonly value: string;
  readonly title: Text;
  /** No longer offered to people (admin-added fields); records that hold it keep it. */
  readonly retired?: boolean;
}

export interface ActionDocument {
  readonly do: string;
  readonly with?: Template;
  readonly if?: Rule;
  /** External steps only. */
  readonly retry?: RetryDocument;
  readonly delivery?: 'at-least-once' | 'at-most-once';
}

export interface RetryDocument {
  /** 1 to 20; default 5. */
  readonly attempts?: number;
  /** ISO duration before the second attempt, doubled each time with jitter; default PT30S. */
  readonly backoff?: string;
  /** ISO duration for one attempt; default PT20S. */
  readonly timeout?: string;
}

export interface TransitionDocument {
  /** A state id, or several in parallel regions; absent = actions only. */
  readonly target?: string | readonly string[];
  readonly title?: Text;
  readonly when?: Rule;
  readonly requires?: readonly string[];
  readonly by?: readonly string[];
  readonly actions?: readonly ActionDocument[];
  readonly reenter?: boolean;
}

/** An exact or calendar length, or working time of a named calendar. */
export type DelayDocument = string | { readonly business: string; readonly calendar: string };

export interface AfterDocument {
  readonly in: DelayDocument;
  readonly target?: string | readonly string[];
  readonly title?: Text;
  readonly when?: Rule;
  readonly actions?: readonly ActionDocument[];
  /** The clock stops while any of these states is active and keeps its remainder. */
  readonly pausedIn?: readonly string[];
  /** What happens when the timer is found due only after an outage of more than a minute: `fire` (default) or `skip`. */
  readonly late?: 'fire' | 'skip';
}

export interface ForEachDocument {
  /** A list: a literal or a JSON Logic expression. At most 1,000 items. */
  readonly items: Template;
  /** The name under `vars` by which `with` sees the current item. */
  readonly as: string;
  /** `all` (default), `any`, or a number of results to wait for. */
  readonly join?: 'all' | 'any' | number;
}

export interface InvokeDocument {
  readonly id: string;
  readonly step: string;
  readonly with?: Template;
  readonly retry?: RetryDocument;
  readonly delivery?: 'at-least-once' | 'at-most-once';
  readonly forEach?: ForEachDocument;
  /** Step `wait` only: done as soon as the rule holds; looked at after every event. */
  readonly until?: Rule;
  readonly onDone?: TransitionList;
  readonly onError?: TransitionList;
}

/** A target alone, one transition, or several of which the first whose `when` holds is taken. */
export type TransitionList = string | TransitionDocument | readonly TransitionDocument[];

export interface StateDocument {
  /** Needed only where two states have the same key; ids are unique in the document. Default: the key. */
  readonly id?: string;
  readonly type?: 'parallel' | 'final' | 'history';
  readonly history?: 'shallow' | 'deep';
  /** History states: where to go when there is no history yet. */
  readonly target?: string | readonly string[];
  readonly title?: Text;
  readonly description?: Text;
  readonly stage?: boolean;
  /** 0 to 1: chance that a record in this stage ends as won. */
  readonly probability?: number;
  /** Final states: how the run ended, `won` and `lost` by custom. */
  readonly outcome?: string;
  readonly initial?: string | readonly string[];
  readonly states?: Readonly<Record<string, StateDocument>>;
  readonly entry?: readonly ActionDocument[];
  readonly exit?: readonly ActionDocument[];
  readonly invoke?: InvokeDocument | readonly InvokeDocument[];
  readonly on?: Readonly<Record<string, TransitionList>>;
  readonly always?: TransitionList;
  readonly after?: readonly AfterDocument[];
  readonly onDone?: TransitionList;
}

/** The document as people write, draw and exchange it. Format 1. */
export interface PipelineDocument extends StateDocument {
  readonly format: 'millrace/1';
  readonly key: string;
  readonly object: string;
  readonly title: Text;
  readonly fields?: Readonly<Record<string, FieldDefinition>>;
  readonly vars?: Readonly<Record<string, VarDocument>>;
  readonly roles?: readonly string[];
  readonly timeZone?: string;
  readonly initial?: string | readonly string[];
  readonly states: Readonly<Record<string, StateDocument>>;
  readonly layout?: Readonly<Record<string, JsonObject>>;
  readonly notes?: readonly JsonObject[];
}

export interface VarDocument {
  readonly type: 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'list' | 'json';
  readonly title?: Text;
  readonly default?: Json;
}

/** When an attached rule looks. */
export type RuleTrigger =
  | { readonly enter: string }
  | { readonly leave: string }
  | { readonly event: string }
  | { readonly changed: readonly string[] }
  | { readonly idle: string; readonly in: string }
  | { readonly every: string; readonly timeZone: string };

/** A rule an admin attaches to a pipeline without editing it: either does something, or refuses an event. */
export interface AttachedRuleDocument {
  readonly key: string;
  readonly pipeline: string;
  readonly title: Text;
  readonly on: RuleTrigger;
  readonly when?: Rule;
  readonly do?: readonly ActionDocument[];
  /** With `on.event` only: the sentence shown to whoever is refused. */
  readonly refuse?: Text;
  readonly enabled?: boolean;
}

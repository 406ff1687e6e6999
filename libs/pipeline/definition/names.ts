/** How things of a document may be called, with what to say when they are not. */
export const STATE_KEY = /^(?! )(?!.* $)[^#*/{}\p{Cc}]{1,80}$/u;
export const STATE_KEY_RULE = {
  en: '1 to 80 characters without # * / { } and without a blank at either end',
  zh: '1 至 80 个字符，不含 # * / { }，首尾无空格',
};

export const PIPELINE_KEY = /^[a-z0-9][a-z0-9_-]{0,79}$/;
export const PIPELINE_KEY_RULE = { en: 'lower-case letters, digits, - and _, at most 80', zh: '小写字母、数字、- 与 _，最多 80 个' };

export const OBJECT_KEY = /^[a-z][a-z0-9_]{0,79}$/;
export const OBJECT_KEY_RULE = {
  en: 'lower-case letters, digits and _, beginning with a letter, at most 80',
  zh: '小写字母、数字与 _，以字母开头，最多 80 个',
};

export const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,79}$/;
export const FIELD_NAME_RULE = { en: 'letters, digits and _, not beginning with a digit, at most 80', zh: '字母、数字与 _，不以数字开头，最多 80 个' };

export const ROLE_KEY = /^[^\s*{}\p{Cc}][^*{}\p{Cc}]{0,79}$/u;
export const ROLE_KEY_RULE = { en: '1 to 80 characters without * { }', zh: '1 至 80 个字符，不含 * { }' };

/** An event as it is sent. */
export const EVENT_NAME = /^(?! )(?!.* $)[^*{}\p{Cc}]{1,200}$/u;
/** An event as a transition expects it: also `a.*` and `*`. */
export const EVENT_PATTERN = /^(?:\*|(?! )(?!.* $)[^*{}\p{Cc}]{1,200}|[^*{}\p{Cc}]{1,196}\.\*)$/u;
export const EVENT_RULE = {
  en: '1 to 200 characters without { }, with * only alone or as the end ".*"',
  zh: '1 至 200 个字符，不含 { }，* 只能单独使用或作为结尾“.*”',
};

export const STEP_KIND = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)*$/;
export const STEP_KIND_RULE = { en: 'a kind of step such as task.create', zh: '步骤种类，例如 task.create' };

import type { Json, JsonPointer } from '#kernel';
import { closest } from '../rules/index.js';
import type { Finding } from './check.js';

/** The finding that a name means nothing, with the nearest name that does. */
export function unknownName(what: { readonly en: string; readonly zh: string }, name: string, names: Iterable<string>, at: JsonPointer): Finding {
  const meant = closest(name, [...names]);
  const shown = name.slice(0, 80);
  return {
    at,
    text: {
      en: `There is no ${what.en} "${shown}".${meant === null ? '' : ` Did you mean "${meant}"?`}`,
      'zh-CN': `没有${what.zh}“${shown}”。${meant === null ? '' : `是否指“${meant}”？`}`,
    },
    got: shown,
    ...(meant === null ? {} : { expected: meant as Json }),
  };
}

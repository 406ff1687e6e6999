import { inLocale, type Json, type JsonObject } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { iconOf, stepTitle } from './step-words.js';

/** A step that was or would be done, with what it is given. */
export function StepRow({ kind, input }: { readonly kind: string; readonly input: Json }) {
  const { language } = useLanguage();
  const Icon = iconOf(kind);
  const members = typeof input === 'object' && input !== null && !Array.isArray(input) ? Object.entries(input as JsonObject) : [];
  return (
    <li>
      <Icon size={16} stroke={1.6} aria-hidden />
      <div>
        {inLocale(stepTitle(kind), language)}
        {members.map(([name, value]) => (
          <small key={name}>
            {name}: {typeof value === 'string' ? value : JSON.stringify(value)}
          </small>
        ))}
      </div>
    </li>
  );
}

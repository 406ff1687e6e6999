import { Select } from '@mantine/core';
import { inLocale, isJsonObject, type Json } from '#kernel';
import { useLanguage } from '../../i18n/language.js';
import { useTexts } from '../../i18n/texts.js';
import { DateValue, LengthInput, useDesk } from '../../rule-builder/index.js';
import { formTexts } from './texts.js';
import styles from './schema-form.module.css';

const ALL = ['length', 'business', 'date'] as const;
type Kind = (typeof ALL)[number];

interface Props {
  readonly label: string;
  readonly value: Json;
  readonly onChange: (value: string | { readonly business: string; readonly calendar: string }) => void;
  readonly onBlur?: () => void;
  readonly isDisabled?: boolean;
  /** A date fits too. */
  readonly mayBeDate?: boolean;
}

/** A length of time, working time of a calendar, or a date. */
export function DelayEditor({ label, value, onChange, onBlur, isDisabled = false, mayBeDate = false }: Props) {
  const t = useTexts(formTexts);
  const { kind, text, business } = read(value);
  const calendars = useCalendars(business?.calendar ?? null);
  const kinds = ALL.filter((one) => one === 'length' || (one === 'business' ? calendars.length > 0 : mayBeDate));
  const change = (to: string | null): void => onChange(to === 'business' ? { business: 'PT8H', calendar: calendars[0]?.value ?? '' } : startOf(to));
  const shared = { onBlur, isDisabled, label };
  const select = { disabled: isDisabled, comboboxProps: { withinPortal: true } };
  return (
    <div className={styles.delay}>
      {kind === 'date' ? (
        <DateValue {...shared} value={text} withTime={false} onChange={(date) => date !== null && onChange(date)} />
      ) : (
        <LengthInput {...shared} value={text} onChange={(next) => onChange(business ? { ...business, business: next } : next)} isBusiness={business !== null} />
      )}
      {kinds.length > 1 && (
        <Select {...select} aria-label={t('kindOfTime')} data={kinds.map((one) => ({ value: one, label: t(one) }))} value={kind} onChange={change} />
      )}
      {business && (
        <Select
          {...select}
          aria-label={t('calendar')}
          data={calendars}
          value={business.calendar}
          onChange={(calendar) => calendar !== null && onChange({ ...business, calendar })}
        />
      )}
    </div>
  );
}

interface Read {
  readonly kind: Kind;
  /** The length, or the date. */
  readonly text: string;
  readonly business: { readonly business: string; readonly calendar: string } | null;
}

function read(value: Json): Read {
  if (isJsonObject(value)) {
    const business = { business: String(value['business'] ?? 'PT8H'), calendar: String(value['calendar'] ?? '') };
    return { kind: 'business', text: business.business, business };
  }
  const text = typeof value === 'string' && value !== '' ? value : 'P1D';
  return { kind: /^\d/.test(text) ? 'date' : 'length', text, business: null };
}

const startOf = (kind: string | null): string => (kind === 'date' ? new Date().toISOString().slice(0, 10) : 'P1D');

/** The calendars of the workspace, and the one that is named whether or not it is there. */
function useCalendars(named: string | null): { readonly value: string; readonly label: string }[] {
  const t = useTexts(formTexts);
  const { language } = useLanguage();
  const { vocabulary } = useDesk();
  const calendars = vocabulary.calendars.map(({ id, title }) => ({ value: id, label: inLocale(title, language) }));
  const isListed = named === null || calendars.some(({ value }) => value === named);
  return isListed ? calendars : [{ value: named, label: named || t('noCalendar') }, ...calendars];
}

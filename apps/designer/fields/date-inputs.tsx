import '@mantine/dates/styles.css';
import 'dayjs/locale/zh-cn';
import { DateInput, DateTimePicker } from '@mantine/dates';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import { fromLocal, readDate, toLocal } from './date-texts.js';
import { dropdown, type FieldInputProps, shared } from './input-props.js';
import { fieldTexts } from './texts.js';

const LOCALES = { en: 'en', 'zh-CN': 'zh-cn' } as const;

/** A calendar date, typed (`2026-01-31`, `31.1.2026`) or picked. */
export function DateFieldInput(props: FieldInputProps) {
  const t = useTexts(fieldTexts);
  const { language } = useFormat();
  const { value, onChange } = props;
  return (
    <DateInput
      {...shared(props)}
      value={typeof value === 'string' ? value : null}
      onChange={(next) => onChange(next)}
      dateParser={readDate}
      valueFormat="YYYY-MM-DD"
      placeholder="YYYY-MM-DD"
      locale={LOCALES[language]}
      firstDayOfWeek={1}
      clearable={!props.isRequired}
      clearButtonProps={{ 'aria-label': t('clear') }}
      popoverProps={dropdown}
      className="figures"
    />
  );
}

/** A moment, in the reader's own time zone; kept in UTC. */
export function MomentFieldInput(props: FieldInputProps) {
  const t = useTexts(fieldTexts);
  const { language } = useFormat();
  const { value, onChange } = props;
  return (
    <DateTimePicker
      {...shared(props)}
      value={typeof value === 'string' ? toLocal(value) : null}
      onChange={(next) => onChange(next === null ? null : fromLocal(next))}
      valueFormat="YYYY-MM-DD HH:mm"
      placeholder={t('pickMoment')}
      locale={LOCALES[language]}
      firstDayOfWeek={1}
      clearable={!props.isRequired}
      clearButtonProps={{ 'aria-label': t('clear') }}
      popoverProps={dropdown}
      className="figures"
    />
  );
}

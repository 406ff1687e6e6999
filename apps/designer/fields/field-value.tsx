import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../i18n/format.js';
import { useTexts } from '../i18n/texts.js';
import styles from './field-value.module.css';
import { type Field, isFilled } from './object-shape.js';
import { PersonName } from './person-name.js';
import { sayNumber, titleOfOption } from './say-value.js';
import { fieldTexts } from './texts.js';
import { useName } from './use-names.js';

interface Props {
  readonly field: Field;
  readonly value: unknown;
  /** What amounts of money are in. */
  readonly currency: string;
  /** One line, cut where it is too long: for tables and cards. */
  readonly isShort?: boolean;
  /** Of links in it: -1 in a grid, where the cell has the focus. */
  readonly tabIndex?: number | undefined;
}

/** A value of a field as it reads best: amounts with their currency, choices as badges, references as links. */
export function FieldValue({ field, value, currency, isShort = false, tabIndex }: Props) {
  if (!isFilled(value)) return <Unfilled />;
  switch (typeof value) {
    case 'boolean':
      return <YesNo value={value} />;
    case 'number':
      return <Figure field={field} value={value} currency={currency} />;
    case 'string':
      return <TextValue field={field} value={value} isShort={isShort} tabIndex={tabIndex} />;
    default:
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? (
        <span className={styles.badges} data-short={isShort || undefined}>
          {value.map((item) => (
            <Badge key={item}>{titleOfOption(field, item)}</Badge>
          ))}
        </span>
      ) : (
        <code className={isShort ? styles.cut : styles.code}>{JSON.stringify(value, null, isShort ? undefined : 2)}</code>
      );
  }
}

/** A dash; "empty" for a screen reader. */
export function Unfilled() {
  const t = useTexts(fieldTexts);
  return (
    <span className="quiet">
      <span aria-hidden>–</span>
      <span className="unseen">{t('unfilled')}</span>
    </span>
  );
}

export const Badge = ({ children }: { readonly children: string }) => <span className={styles.badge}>{children}</span>;

function YesNo({ value }: { readonly value: boolean }) {
  const t = useTexts(fieldTexts);
  return <span>{value ? t('yes') : t('no')}</span>;
}

function Figure({ field, value, currency }: { readonly field: Field; readonly value: number; readonly currency: string }) {
  const format = useFormat();
  return <span className="figures">{field.type === 'money' ? format.money(value, currency) : sayNumber(field, value, format)}</span>;
}

interface TextProps {
  readonly field: Field;
  readonly value: string;
  readonly isShort: boolean;
  readonly tabIndex: number | undefined;
}

function TextValue({ field, value, isShort, tabIndex }: TextProps) {
  const format = useFormat();
  switch (field.type) {
    case 'date':
      return <span className="figures">{Number.isNaN(Date.parse(value)) ? value : format.date(value)}</span>;
    case 'datetime':
      return <MomentValue at={value} isShort={isShort} />;
    case 'choice':
      return <Badge>{titleOfOption(field, value)}</Badge>;
    case 'reference':
      return field.object === null ? <span>{value}</span> : <ReferenceLink object={field.object} id={value} isShort={isShort} tabIndex={tabIndex} />;
    case 'person':
      return <PersonName id={value} />;
    case 'email':
      return (
        <a className={styles.link} href={`mailto:${value}`} tabIndex={tabIndex}>
          {value}
        </a>
      );
    case 'phone':
      return (
        <a className={styles.link} href={`tel:${value.replace(/[^\d+]/g, '')}`} tabIndex={tabIndex}>
          {value}
        </a>
      );
    case 'url':
      return <WebLink address={value} tabIndex={tabIndex} />;
    default:
      return <span className={isShort ? styles.cut : styles.text}>{titleOfOption(field, value)}</span>;
  }
}

function MomentValue({ at, isShort }: { readonly at: string; readonly isShort: boolean }) {
  const format = useFormat();
  if (Number.isNaN(Date.parse(at))) return <span>{at}</span>;
  const exact = format.moment(at);
  return isShort ? (
    <Tooltip label={exact}>
      <time dateTime={at} className="figures">
        {format.date(at)}
      </time>
    </Tooltip>
  ) : (
    <time dateTime={at} className="figures">
      {exact}
    </time>
  );
}

interface ReferenceProps {
  readonly object: string;
  readonly id: string;
  readonly isShort?: boolean;
  readonly tabIndex?: number | undefined;
}

/** The name of a record, leading to it. */
export function ReferenceLink({ object, id, isShort = false, tabIndex }: ReferenceProps) {
  const name = useName({ object, id });
  return (
    <Link to="/records/$object/$id" params={{ object, id }} className={isShort ? `${styles.link} ${styles.cut}` : styles.link} tabIndex={tabIndex}>
      {name ?? '…'}
    </Link>
  );
}

function WebLink({ address, tabIndex }: { readonly address: string; readonly tabIndex: number | undefined }) {
  const t = useTexts(fieldTexts);
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return <span>{address}</span>;
  const shown = `${url.host}${url.pathname === '/' ? '' : url.pathname}`;
  return (
    <a className={styles.link} href={url.href} target="_blank" rel="noopener noreferrer" tabIndex={tabIndex} aria-label={t('opensNewTab', { address: shown })}>
      {shown}
    </a>
  );
}

import { SegmentedControl } from '@mantine/core';
import styles from '../insights.module.css';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

/** A few choices beside each other. */
export const Segmented = <T extends string>({ label, value, choices, onChange }: Props<T>) => (
  <SegmentedControl className={styles.segmented} aria-label={label} size="xs" data={[...choices]} value={value} onChange={(next) => onChange(next as T)} />
);

/** One of several by the address; the first when it names none of them. */
export const oneOf = <T extends string>(values: readonly [T, ...T[]], given: string | undefined): T => values.find((value) => value === given) ?? values[0];

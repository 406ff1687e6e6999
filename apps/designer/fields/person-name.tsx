import { Avatar } from '@mantine/core';
import styles from './field-value.module.css';
import { usePersonName } from './use-names.js';

/** A colleague with their initials. */
export function PersonName({ id }: { readonly id: string }) {
  const name = usePersonName()(id);
  return (
    <span className={styles.person}>
      <Avatar name={name} size={20} color="pine" aria-hidden />
      <span>{name}</span>
    </span>
  );
}

import { useId } from 'react';
import styles from '../settings.module.css';
import { CopyMark } from './copy-field.js';

/** Code to be copied as it stands. */
export function CodeSample({ title, code }: { readonly title: string; readonly code: string }) {
  const id = useId();
  return (
    <figure className={styles.code}>
      <figcaption id={id}>
        {title}
        <CopyMark value={code} />
      </figcaption>
      <pre tabIndex={0} aria-labelledby={id}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}

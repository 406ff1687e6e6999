import styles from './port.module.css';

/** React Flow draws a line only between elements of these classes. Ours are routed by ourselves, so it has neither size nor meaning. */
export const Port = () => <i className={`source target ${styles['port'] ?? ''}`} data-handlepos="right" aria-hidden />;

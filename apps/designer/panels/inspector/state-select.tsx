import { MultiSelect } from '@mantine/core';
import { inLocale } from '#kernel';
import { ROOT, treeOf } from '../../document/index.js';
import { useDesigner, useDesignerActions } from '../../designer/use-designer.js';
import { useLanguage } from '../../i18n/language.js';

interface Props {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly isDisabled: boolean;
  /** Only these; every state when absent. */
  readonly among?: readonly string[];
  readonly placeholder?: string;
  readonly isLabelHidden?: boolean;
}

/** One or several states, by their titles; one that is not there is shown as it is written. */
export function StateSelect({ label, value, onChange, isDisabled, among, placeholder, isLabelHidden = false }: Props) {
  const { language } = useLanguage();
  const { seal } = useDesignerActions();
  const document = useDesigner((state) => state.history.document);
  const tree = treeOf(document);
  const offered = (among ?? [...tree.entries.keys()]).filter((id) => id !== ROOT);
  const data = [...new Set([...offered, ...value])].map((id) => {
    const state = tree.get(id)?.state;
    return { value: id, label: state?.title ? inLocale(state.title, language) : id };
  });
  return (
    <MultiSelect
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      data={data}
      value={[...value]}
      onChange={onChange}
      onBlur={seal}
      placeholder={value.length === 0 ? placeholder : undefined}
      error={value.some((id) => !tree.has(id))}
      searchable
      hidePickedOptions
      disabled={isDisabled}
      comboboxProps={{ withinPortal: true }}
    />
  );
}

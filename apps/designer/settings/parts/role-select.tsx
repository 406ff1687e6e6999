import { Select, type SelectProps } from '@mantine/core';
import { useMe } from '../../app/session.js';
import { useTexts } from '../../i18n/texts.js';
import { settingsTexts } from '../texts.js';

const ROLES = ['owner', 'admin', 'designer', 'agent', 'viewer'] as const;
export type RoleName = (typeof ROLES)[number];

interface Props extends Pick<SelectProps, 'label' | 'aria-label' | 'size' | 'disabled'> {
  readonly value: RoleName;
  readonly onPick: (role: RoleName) => void;
}

/** A role, at most the reader's own, each with what it may do. */
export function RoleSelect({ value, onPick, ...props }: Props) {
  const t = useTexts(settingsTexts);
  const { role } = useMe();
  const offered = ROLES.filter((one, place) => place >= ROLES.indexOf(role) || one === value);
  return (
    <Select
      {...props}
      value={value}
      onChange={(picked) => {
        const known = ROLES.find((one) => one === picked);
        if (known) onPick(known);
      }}
      data={offered.map((one) => ({ value: one, label: t(one) }))}
      renderOption={({ option }) => (
        <span>
          {option.label} <span className="quiet">{t(`${option.value as RoleName}_says`)}</span>
        </span>
      )}
      allowDeselect={false}
      comboboxProps={{ width: 320, position: 'bottom-start' }}
    />
  );
}

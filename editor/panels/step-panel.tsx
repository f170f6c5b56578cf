/** The step that is selected: what it is, when it happens, and what it says. */
import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { selectedStep } from '../actions/selected.ts';
import { StepMenu } from '../actions/step-menu.tsx';
import { useLanguage, useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { iconOf, KIND_NAMES } from '../steps/step-words.ts';
import { IconButton } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import styles from './step-panel.module.css';

export function StepPanel() {
  const { t, i18n } = useLingui();
  const said = useSaid();
  const language = useLanguage();
  const store = useEditorStore();
  const step = useEditor(selectedStep);
  const isReadOnly = useEditor((state) => state.isReadOnly);
  if (!step) return null;
  const Icon = iconOf(step);
  const name = said(step.name);
  return (
    <aside className={styles.panel} aria-label={t`Step ‘${name}’`}>
      <header className={styles.header}>
        <Icon size={18} aria-hidden />
        <h2 className={styles.title}>{name}</h2>
        <StepMenu step={step} label={t`What can be done with ${name}`} />
        <IconButton label={t`Close`} size="s" onPress={() => store.select(null)}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <div className={styles.body}>
        <p className={styles.kind}>{i18n._(KIND_NAMES[step.kind])}</p>
        <TextField
          label={t`Name`}
          value={step.name[language]}
          isReadOnly={isReadOnly}
          maxLength={200}
          error={step.name[language].trim() === '' ? t`A step needs a name.` : null}
          onChange={(value) => store.run({ type: 'rename_step', step: step.id, language, name: value })}
        />
        <TextField
          label={t`Note for colleagues`}
          rows={3}
          value={step.note ?? ''}
          isReadOnly={isReadOnly}
          help={<Trans>Never shown to a customer.</Trans>}
          onChange={(value) => store.run({ type: 'set_field', step: step.id, field: 'note', value: value || null })}
        />
      </div>
    </aside>
  );
}

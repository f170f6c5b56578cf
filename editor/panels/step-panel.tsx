/** The step that is selected: what it is, when it happens, and what it says. */
import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { hasText } from '../../ladder/check/texts.ts';
import { LANGUAGES, type Step, type StepId } from '../../ladder/definition.ts';
import { selectedStep } from '../actions/selected.ts';
import { StepMenu } from '../actions/step-menu.tsx';
import { useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { ProblemList } from '../problems/problem-list.tsx';
import { useProblemsOf } from '../problems/watch.ts';
import { iconOf, KIND_NAMES } from '../steps/step-words.ts';
import { IconButton } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { LineField } from '../ui/line-field.tsx';
import { CallFields } from './kinds/call-fields.tsx';
import { DecideFields } from './kinds/decide-fields.tsx';
import { ApproveFields, ChargeFields, DeliveriesFields, EndWords, HandoverWords } from './kinds/other-fields.tsx';
import { SendFields } from './kinds/send-fields.tsx';
import { TaskFields } from './kinds/task-fields.tsx';
import { useLanguageNames } from './language-names.ts';
import panels from './panels.module.css';
import { Section } from './section.tsx';
import styles from './step-panel.module.css';
import { StepTextSection } from './texts/step-text.tsx';
import { TimingPanel } from './timing/timing-panel.tsx';

export function StepPanel() {
  const { t, i18n } = useLingui();
  const said = useSaid();
  const languageNames = useLanguageNames();
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
        <StepProblems step={step.id} />
        <div key={`name ${step.id}`} className={panels.pair}>
          {LANGUAGES.map((language) => (
            <LineField
              key={language}
              label={t`Name in ${languageNames[language]}`}
              value={step.name[language]}
              isReadOnly={isReadOnly}
              onChange={(value) => store.run({ type: 'rename_step', step: step.id, language, name: value })}
              onLeave={store.settle}
            />
          ))}
        </div>
        {'when' in step && <TimingPanel key={`when ${step.id}`} step={step} />}
        <KindFields key={`kind ${step.id}`} step={step} />
        {hasText(step) && <StepTextSection key={`text ${step.id}`} step={step} />}
        <Section title={<Trans>Note for colleagues</Trans>}>
          <TextField
            label={t`Note for colleagues`}
            hidesLabel
            rows={3}
            value={step.note ?? ''}
            maxLength={2000}
            isReadOnly={isReadOnly}
            help={<Trans>Never shown to a customer.</Trans>}
            onChange={(value) => store.run({ type: 'set_field', step: step.id, field: 'note', value: value || null })}
            onBlur={store.settle}
          />
        </Section>
      </div>
    </aside>
  );
}

/** What only a step of its kind has. */
function KindFields({ step }: { step: Step }) {
  switch (step.kind) {
    case 'send':
      return <SendFields step={step} />;
    case 'call':
      return <CallFields step={step} />;
    case 'task':
      return <TaskFields step={step} />;
    case 'decide':
      return <DecideFields step={step} />;
    case 'approve':
      return <ApproveFields step={step} />;
    case 'charge':
      return <ChargeFields step={step} />;
    case 'deliveries':
      return <DeliveriesFields step={step} />;
    case 'handover':
      return <HandoverWords />;
    case 'end':
      return <EndWords />;
  }
}

function StepProblems({ step }: { step: StepId }) {
  const { t } = useLingui();
  const problems = useProblemsOf(step);
  return problems.length === 0 ? null : (
    <div className={styles.problems}>
      <ProblemList label={t`Problems of this step`} problems={problems} />
    </div>
  );
}

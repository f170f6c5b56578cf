/** Subject and body of a text in one language, with the wording for several invoices where a notice has one. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import type { Language, Step, StepText, Wording } from '../../../ladder/definition.ts';
import { unknownFields } from '../../../ladder/texts.ts';
import type { NewStep } from '../../document/command.ts';
import { defaultText } from '../../document/defaults/texts.ts';
import { useEditor, useEditorStore } from '../../draft/editor-store.ts';
import { Button } from '../../ui/button.tsx';
import styles from '../panels.module.css';
import { ChipField } from './chip-field.tsx';

/** The text of a step; undefined for one that came without, as an imported ladder may. */
export function useStepText(step: Step, language: Language): StepText | undefined {
  return useEditor(({ draft }) => draft.present.texts[language][step.id]);
}

export function WordingFields({ step, language }: { step: Step; language: Language }) {
  const { t } = useLingui();
  const store = useEditorStore();
  const isReadOnly = useEditor((state) => state.isReadOnly);
  const text = useStepText(step, language);
  const isNotice = step.kind === 'send';
  const put = (changed: StepText) => store.run({ type: 'set_text', step: step.id, language, text: changed });
  if (!text) {
    const first = defaultText(newOf(step))?.[language];
    return (
      <div className={styles.row}>
        <span className={styles.hint}>
          <Trans>This step has no words yet.</Trans>
        </span>
        {first && !isReadOnly && (
          <Button size="s" onPress={() => put(first)}>
            <Trans>Begin with the usual words</Trans>
          </Button>
        )}
      </div>
    );
  }
  const { several, ...single } = text;
  return (
    <div className={styles.rows}>
      <OneWording
        wording={single}
        subject={isNotice ? t`Subject` : t`Title`}
        body={isNotice ? t`Text` : t`Script`}
        isReadOnly={isReadOnly}
        onChange={(wording) => put({ ...text, ...wording })}
        onLeave={store.settle}
      />
      {isNotice && !several && !isReadOnly && (
        <div>
          <Button size="s" kind="quiet" onPress={() => put({ ...text, several: single })}>
            <Plus aria-hidden />
            <Trans>Words for several invoices at once</Trans>
          </Button>
          <p className={styles.hint}>
            <Trans>Without them, each invoice of a customer is written about on a day of its own.</Trans>
          </p>
        </div>
      )}
      {several && (
        <div className={styles.box}>
          <div className={styles.row}>
            <strong className={styles.grow}>
              <Trans>For several invoices at once</Trans>
            </strong>
            {!isReadOnly && (
              <Button size="s" kind="quiet" onPress={() => put(single)}>
                <X aria-hidden />
                <Trans>Take out</Trans>
              </Button>
            )}
          </div>
          <OneWording
            wording={several}
            subject={t`Subject for several`}
            body={t`Text for several`}
            isReadOnly={isReadOnly}
            onChange={(wording) => put({ ...text, several: wording })}
            onLeave={store.settle}
          />
        </div>
      )}
    </div>
  );
}

/** The step as it would be made anew. */
const newOf = (step: Step): NewStep =>
  step.kind === 'send' ? { kind: 'send', notice: step.notice } : { kind: step.kind as 'call' | 'task' | 'approve' };

interface OneWordingProps {
  wording: Wording;
  subject: string;
  body: string;
  isReadOnly: boolean;
  onChange: (wording: Wording) => void;
  onLeave: () => void;
}

function OneWording({ wording, subject, body, ...rest }: OneWordingProps) {
  const { t } = useLingui();
  const { onChange } = rest;
  const wrong = (part: Wording): string | null => {
    const fields = unknownFields(part);
    const names = fields.join(', ');
    return fields.length === 0 ? null : t`Cannot be filled in here: ${names}. A block stands alone in a paragraph.`;
  };
  return (
    <>
      <ChipField
        {...rest}
        label={subject}
        value={wording.subject}
        isOneLine
        error={wrong({ subject: wording.subject, body: '' })}
        onChange={(text) => onChange({ ...wording, subject: text })}
      />
      <ChipField
        {...rest}
        label={body}
        value={wording.body}
        error={wrong({ subject: '', body: wording.body })}
        onChange={(text) => onChange({ ...wording, body: text })}
      />
    </>
  );
}

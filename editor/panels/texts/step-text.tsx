/** What a step says, in both languages: beside the other fields, or large with its preview. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Maximize2 } from 'lucide-react';
import { useState } from 'react';
import { LANGUAGES, type Language, type Step } from '../../../ladder/definition.ts';
import { useLanguage, useSaid } from '../../app/said.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useLanguageNames } from '../language-names.ts';
import { Section } from '../section.tsx';
import { Preview } from './preview.tsx';
import styles from './step-text.module.css';
import { WordingFields } from './wording-fields.tsx';

export function StepTextSection({ step }: { step: Step }) {
  const { t } = useLingui();
  const said = useSaid();
  const names = useLanguageNames();
  const [language, setLanguage] = useState<Language>(useLanguage());
  const [isLarge, setIsLarge] = useState(false);
  const isNotice = step.kind === 'send';
  const name = said(step.name);
  const title = isNotice ? t`Words of ‘${name}’` : t`Script of ‘${name}’`;
  const tabs = LANGUAGES.map((id) => ({
    id,
    name: names[id],
    children: <WordingFields key={`${step.id} ${id}`} step={step} language={id} />,
  }));
  return (
    <Section
      title={isNotice ? <Trans>Words</Trans> : <Trans>Script</Trans>}
      aside={
        <Button size="s" onPress={() => setIsLarge(true)}>
          <Maximize2 aria-hidden />
          {isNotice ? <Trans>Large, with preview</Trans> : <Trans>Both languages</Trans>}
        </Button>
      }
    >
      <Tabs label={t`Language of the text`} tabs={tabs} selected={language} onSelect={setLanguage} />
      <Dialog
        title={title}
        width="l"
        isOpen={isLarge}
        onClose={() => setIsLarge(false)}
        buttons={
          <Button kind="primary" onPress={() => setIsLarge(false)}>
            <Trans>Done</Trans>
          </Button>
        }
      >
        <div className={styles.columns}>
          {step.kind === 'send' ? (
            <>
              <Tabs label={t`Language of the text`} tabs={tabs} selected={language} onSelect={setLanguage} />
              <Preview step={step} language={language} />
            </>
          ) : (
            tabs.map(({ id, name: called, children }) => (
              <section key={id} aria-label={called} className={styles.column}>
                <h3>{called}</h3>
                {children}
              </section>
            ))
          )}
        </div>
      </Dialog>
    </Section>
  );
}

/** Which ladder an invoice gets: rules that are looked at in order, and what all others get. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { type ChoiceProblem, type ChoiceRule, choiceProblems, type LadderChoice } from '../../ladder/choice.ts';
import { ApiError } from '../app/api.ts';
import { useErrorText } from '../app/error-text.ts';
import { useSaid } from '../app/said.ts';
import { sessionQuery } from '../app/session.ts';
import { useWhen } from '../app/when.ts';
import { laddersQuery } from '../ladders/ladders-api.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Select } from '../ui/select.tsx';
import { type ChoiceVersion, choiceQuery, saveChoice } from './choice-api.ts';
import styles from './choice-screen.module.css';
import { RuleFields } from './rule-fields.tsx';

export function ChoiceScreen() {
  const { data: now, error } = useQuery(choiceQuery);
  if (error) throw error;
  // What is being worked on is never exchanged under one's hands: saving finds what a colleague did.
  const [opened, setOpened] = useState<ChoiceVersion | null>(null);
  const [savedVersion, setSavedVersion] = useState<number | null>(null);
  if (!now) return <Page title={<Trans>Ladder choice</Trans>}>{null}</Page>;
  const shown = opened ?? now;
  return (
    <Choice
      key={shown.version}
      opened={shown}
      newest={now.version}
      isSaved={savedVersion === shown.version}
      onBegin={() => setOpened((known) => known ?? now)}
      onOpen={() => setOpened(null)}
      onSaved={({ version }) => {
        setSavedVersion(version);
        setOpened(null);
      }}
    />
  );
}

interface ChoiceProps {
  opened: ChoiceVersion;
  /** The version on the server. */
  newest: number;
  /** It is what was saved here last. */
  isSaved: boolean;
  /** Somebody begins to change it. */
  onBegin: () => void;
  /** What stands on the server is shown again. */
  onOpen: () => void;
  onSaved: (saved: ChoiceVersion) => void;
}

function Choice({ opened, newest, isSaved, onBegin, onOpen, onSaved }: ChoiceProps) {
  const { t } = useLingui();
  const said = useSaid();
  const when = useWhen();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { data: session } = useQuery(sessionQuery);
  const { data: ladders } = useQuery(laddersQuery);
  const [choice, setChoice] = useState<LadderChoice>({ rules: opened.rules, otherwise: opened.otherwise });
  const isReadOnly = !session?.roles.includes('designer');
  const isChanged = JSON.stringify(choice) !== JSON.stringify({ rules: opened.rules, otherwise: opened.otherwise });
  const saving = useMutation({
    mutationFn: () => saveChoice(choice, opened.version),
    onSuccess: (saved) => {
      client.setQueryData(choiceQuery.queryKey, saved);
      onSaved(saved);
    },
  });
  const change = (changed: Partial<LadderChoice>): void => {
    onBegin();
    saving.reset();
    setChoice((current) => ({ ...current, ...changed }));
  };
  const { rules, otherwise } = choice;
  const published = [...new Map((ladders ?? []).map((ladder) => [ladder.id, ladder])).values()];
  const options = published.map(({ id, name }) => ({ id, name: said(name) }));
  const problems = ladders
    ? choiceProblems(
        choice,
        options.map(({ id }) => id),
      )
    : [];
  const isNewer =
    newest > opened.version || (saving.error instanceof ApiError && saving.error.code === 'choice_changed');
  const put = (index: number, rule: ChoiceRule) => change({ rules: rules.with(index, rule) });
  const by = opened.changed_by;
  const at = opened.changed_at && when.minute(opened.changed_at);
  return (
    <Page
      title={<Trans>Ladder choice</Trans>}
      actions={
        !isReadOnly && (
          <>
            {isChanged && (
              <Button
                onPress={() => {
                  setChoice({ rules: opened.rules, otherwise: opened.otherwise });
                  onOpen();
                }}
              >
                <Trans>Undo all</Trans>
              </Button>
            )}
            <Button
              kind="primary"
              isDisabled={!isChanged || problems.length > 0 || isNewer || saving.isPending}
              onPress={() => saving.mutate()}
            >
              <Trans>Save</Trans>
            </Button>
          </>
        )
      }
    >
      <p className={styles.intro}>
        <Trans>
          An invoice that names no ladder gets the one of the first rule that fits, and keeps it: what you change here
          moves no invoice that is running.
        </Trans>{' '}
        {by && at && (
          <Trans>
            Changed by {by}, {at}.
          </Trans>
        )}
      </p>
      {isNewer && (
        <Notice
          kind="warning"
          action={
            <Button
              size="s"
              onPress={() => {
                saving.reset();
                onOpen();
                void client.invalidateQueries({ queryKey: choiceQuery.queryKey });
              }}
            >
              <Trans>Show theirs</Trans>
            </Button>
          }
        >
          <Trans>A colleague changed the choice meanwhile. Yours was not saved.</Trans>
        </Notice>
      )}
      {saving.error && !isNewer && <Notice kind="error">{errorText(saving.error)}</Notice>}
      {isSaved && !isChanged && (
        <Notice kind="good">
          <Trans>Saved: it holds for invoices from now on.</Trans>
        </Notice>
      )}
      <ol className={styles.rules}>
        {rules.map((rule, index) => (
          <RuleFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place alone.
            key={index}
            rule={rule}
            place={index}
            count={rules.length}
            ladders={options}
            isReadOnly={isReadOnly}
            problems={problemsAt(problems, `/rules/${index}`)}
            onChange={(changed) => put(index, changed)}
            onRemove={() => change({ rules: rules.toSpliced(index, 1) })}
            onMove={(to) => change({ rules: rules.toSpliced(index, 1).toSpliced(to, 0, rule) })}
          />
        ))}
        <li className={styles.rule}>
          <div className={styles.row}>
            <strong>{rules.length === 0 ? <Trans>Every invoice gets</Trans> : <Trans>All others get</Trans>}</strong>
            <Select
              label={t`Ladder for all others`}
              hidesLabel
              value={otherwise}
              options={options}
              isDisabled={isReadOnly}
              onChange={(ladder) => change({ otherwise: ladder })}
            />
          </div>
          {problemsAt(problems, '/otherwise').map(({ sentence }) => (
            <Notice key={sentence.en} kind="error">
              {said(sentence)}
            </Notice>
          ))}
        </li>
      </ol>
      {!isReadOnly && (
        <div>
          <Button
            onPress={() => {
              const number = rules.length + 1;
              change({
                rules: [
                  ...rules,
                  { name: t`Rule ${number}`, all: [{ field: 'debtorKind', in: ['consumer'] }], ladder: otherwise },
                ],
              });
            }}
          >
            <Plus aria-hidden />
            <Trans>Add a rule</Trans>
          </Button>
        </div>
      )}
    </Page>
  );
}

const problemsAt = (problems: readonly ChoiceProblem[], place: string) =>
  problems.filter(({ pointer }) => pointer === place || pointer.startsWith(`${place}/`));

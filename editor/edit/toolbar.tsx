/** The bar above a ladder: which one, whether it is saved, its views, and what can be done. */
import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { ActionButton } from '../actions/action-button.tsx';
import { LadderMenu } from '../actions/ladder-menu.tsx';
import { PublishButton } from '../actions/publish-button.tsx';
import { redo } from '../actions/redo.ts';
import { TryButton } from '../actions/try-button.tsx';
import { undo } from '../actions/undo.ts';
import { useSaid } from '../app/said.ts';
import { useEditor } from '../draft/editor-store.ts';
import { ProblemsButton } from '../problems/problems-bar.tsx';
import { SaveState } from './save-state.tsx';
import styles from './toolbar.module.css';
import { VIEW_IDS, type ViewId } from './view-id.ts';
import { VIEWS } from './views.ts';

const route = getRouteApi('/ladders/$id');

export function Toolbar({ ladderId }: { ladderId: string }) {
  const { t, i18n } = useLingui();
  const said = useSaid();
  const name = useEditor(({ draft }) => draft.present.name);
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <header className={styles.bar}>
      <div className={styles.name}>
        <nav aria-label={t`Where you are`} className={styles.path}>
          <Link to="/ladders">
            <Trans>Ladders</Trans>
          </Link>
          <ChevronRight size={14} aria-hidden />
        </nav>
        <h1>{said(name) || ladderId}</h1>
        <SaveState />
      </div>
      <ToggleButtonGroup
        aria-label={t`View`}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view]}
        onSelectionChange={([chosen]) => void navigate({ search: (now) => ({ ...now, view: chosen as ViewId }) })}
        className={styles.views!}
      >
        {VIEW_IDS.map((id) => {
          const { name: title, icon: Icon } = VIEWS[id];
          return (
            <ToggleButton key={id} id={id} className={styles.view!}>
              <Icon size={16} aria-hidden />
              {i18n._(title)}
            </ToggleButton>
          );
        })}
      </ToggleButtonGroup>
      <div className={styles.actions}>
        <ProblemsButton />
        <ActionButton action={undo} />
        <ActionButton action={redo} />
        <LadderMenu />
        <TryButton />
        <PublishButton />
      </div>
    </header>
  );
}

/** What stands around every screen: the way to the others, who is signed in, and what the connection is like. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { Languages, LogOut, Moon, Network, Split, Sun, SunMoon, UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import { Notice } from '../ui/notice.tsx';
import { speak } from './language.ts';
import { listen, useIsConnected } from './live.ts';
import { type Session, sessionQuery, signOut } from './session.ts';
import styles from './shell.module.css';
import { SetUp, SignIn, SignInAgain } from './sign-in.tsx';
import { chooseTheme, chosenTheme, type Theme } from './theme.ts';

export function Shell() {
  const { data: session, error, isPending, refetch } = useQuery(sessionQuery);
  if (isPending) return null;
  if (error) {
    return (
      <div className={styles.away}>
        <Notice
          kind="error"
          action={
            <Button onPress={() => void refetch()}>
              <Trans>Try again</Trans>
            </Button>
          }
        >
          <Trans>The server does not answer.</Trans>
        </Notice>
      </div>
    );
  }
  if (session?.kind === 'root') return <SetUp />;
  return <SignedIn session={session} />;
}

/** A session that ends while somebody works is taken up again over the screen: nothing that stands there is lost. */
function SignedIn({ session }: { session: Session | null }) {
  const [last, setLast] = useState(session);
  if (session !== null && session !== last) setLast(session);
  if (last === null) return <SignIn />;
  return (
    <>
      <Frame session={last} onSignOut={() => setLast(null)} />
      {session === null && <SignInAgain person={last} />}
    </>
  );
}

function Frame({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const client = useQueryClient();
  const isConnected = useIsConnected();
  useEffect(() => listen(client), [client]);
  return (
    <div className={styles.frame}>
      <nav className={styles.side}>
        <Link to="/ladders" className={styles.mark}>
          <img src="/icon.svg" alt="" width={26} height={26} />
          <span>Incassoladder</span>
        </Link>
        <Link to="/ladders" className={styles.item} activeProps={{ className: `${styles.item} ${styles.here}` }}>
          <Network size={18} aria-hidden />
          <span>
            <Trans>Ladders</Trans>
          </span>
        </Link>
        <Link to="/ladder-choice" className={styles.item} activeProps={{ className: `${styles.item} ${styles.here}` }}>
          <Split size={18} aria-hidden />
          <span>
            <Trans>Ladder choice</Trans>
          </span>
        </Link>
        <div className={styles.rest} />
        <Person session={session} onSignOut={onSignOut} />
      </nav>
      <div className={styles.screen}>
        {!isConnected && (
          <div className={styles.banner}>
            <Notice kind="warning">
              <Trans>
                No connection with the server: what you see may be out of date. It is tried again by itself.
              </Trans>
            </Notice>
          </div>
        )}
        <Outlet />
      </div>
    </div>
  );
}

const THEME_ICONS: Record<Theme, typeof Sun> = { system: SunMoon, light: Sun, dark: Moon };

function Person({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [theme, setTheme] = useState(chosenTheme);
  const other = i18n.locale === 'nl' ? ('en' as const) : ('nl' as const);
  const themeNames: Record<Theme, string> = { system: t`Colours of the device`, light: t`Light`, dark: t`Dark` };
  const entries: MenuEntry[] = [
    {
      id: 'language',
      name: other === 'nl' ? 'Nederlands' : 'English',
      icon: <Languages size={16} aria-hidden />,
      run: () => void speak(other),
    },
    'line',
    ...(Object.keys(themeNames) as Theme[]).map((id): MenuEntry => {
      const Icon = THEME_ICONS[id];
      return {
        id,
        name: themeNames[id],
        icon: <Icon size={16} aria-hidden />,
        ...(id === theme && { shortcut: '✓' }),
        run: () => {
          chooseTheme(id);
          setTheme(id);
        },
      };
    }),
    'line',
    {
      id: 'sign-out',
      name: t`Sign out`,
      icon: <LogOut size={16} aria-hidden />,
      run: () =>
        void signOut().finally(() => {
          onSignOut();
          client.clear();
          client.setQueryData(sessionQuery.queryKey, null);
        }),
    },
  ];
  return (
    <Menu label={t`Your settings`} entries={entries}>
      <Button kind="quiet">
        <UserRound size={18} aria-hidden />
        <span className={styles.person}>{session.name}</span>
      </Button>
    </Menu>
  );
}

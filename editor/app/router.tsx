/** Which screen stands at which address. What is heavy comes when it is asked for. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { bookSearch } from '../book/search.ts';
import { type ViewId, viewOf } from '../edit/view-id.ts';
import { LaddersScreen } from '../ladders/ladders-screen.tsx';
import { NotFound, Problem } from './problem.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, errorComponent: Problem, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/ladders' });
  },
});
const ladders = createRoute({ getParentRoute: () => root, path: '/ladders', component: LaddersScreen });
const ladder = createRoute({
  getParentRoute: () => root,
  path: '/ladders/$id',
  /** `step`: the step that is selected as the ladder opens. */
  validateSearch: (search): { view: ViewId; step?: string } => ({
    view: viewOf(search.view),
    ...(typeof search.step === 'string' && { step: search.step }),
  }),
  component: lazyRouteComponent(() => import('../edit/ladder-screen.tsx'), 'LadderScreen'),
});
const choice = createRoute({
  getParentRoute: () => root,
  path: '/ladder-choice',
  component: lazyRouteComponent(() => import('../choice/choice-screen.tsx'), 'ChoiceScreen'),
});

const tryIt = createRoute({
  getParentRoute: () => root,
  path: '/ladders/$id/try',
  /** `view`: that of the ladder from which it is tried; the rest is what is tried (`simulator/run/address.ts`). */
  validateSearch: (search): { view?: ViewId } & Record<string, unknown> => ({
    ...search,
    ...(search.view !== undefined && { view: viewOf(search.view) }),
  }),
  component: lazyRouteComponent(() => import('../simulator/try-screen.tsx'), 'TryScreen'),
});

const publish = createRoute({
  getParentRoute: () => root,
  path: '/ladders/$id/publish',
  /** `version`: an older version that is published again; the draft where it is left out. */
  validateSearch: ({ version }): { version?: number } =>
    Number.isInteger(version) ? { version: version as number } : {},
  component: lazyRouteComponent(() => import('../publish/publish-screen.tsx'), 'PublishScreen'),
});
const publication = createRoute({
  getParentRoute: () => root,
  path: '/ladders/$id/publications/$publication',
  component: lazyRouteComponent(() => import('../publish/publication-screen.tsx'), 'PublicationScreen'),
});
const book = createRoute({
  getParentRoute: () => root,
  path: '/ladders/$id/book',
  validateSearch: bookSearch,
  component: lazyRouteComponent(() => import('../book/book-screen.tsx'), 'BookScreen'),
});
const history = createRoute({
  getParentRoute: () => root,
  path: '/ladders/$id/history',
  component: lazyRouteComponent(() => import('../publish/history-screen.tsx'), 'HistoryScreen'),
});
const version = createRoute({
  getParentRoute: () => root,
  path: '/ladders/$id/versions/$version',
  component: lazyRouteComponent(() => import('../publish/version-screen.tsx'), 'VersionScreen'),
});

const trial = createRoute({
  getParentRoute: () => root,
  path: '/ladders/$id/trials/$version',
  component: lazyRouteComponent(() => import('../publish/trial-screen.tsx'), 'TrialScreen'),
});

const routeTree = root.addChildren([
  home,
  ladders,
  ladder,
  choice,
  tryIt,
  publish,
  publication,
  book,
  history,
  version,
  trial,
]);
export const router = createRouter({ routeTree, defaultPreload: 'intent' });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

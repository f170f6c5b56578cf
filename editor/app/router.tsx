/** Which screen stands at which address. What is heavy comes when it is asked for. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
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
  validateSearch: (search): { view: ViewId } => ({ view: viewOf(search.view) }),
  component: lazyRouteComponent(() => import('../edit/ladder-screen.tsx'), 'LadderScreen'),
});
const choice = createRoute({
  getParentRoute: () => root,
  path: '/ladder-choice',
  component: lazyRouteComponent(() => import('../choice/choice-screen.tsx'), 'ChoiceScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, ladders, ladder, choice]),
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

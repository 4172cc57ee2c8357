import { createRouter, createWebHistory } from 'vue-router'
import { t } from './text'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('./pages/HomePage.vue'), meta: { title: t.fullName } },
    { path: '/live', component: () => import('./pages/LivePage.vue'), meta: { title: t.nav.live } },
    { path: '/rules', component: () => import('./pages/RulesPage.vue'), meta: { title: t.nav.rules } },
    { path: '/:rest(.*)*', component: () => import('./pages/NotFoundPage.vue'), meta: { title: '404' } },
  ],
  scrollBehavior: (to, _from, saved) => saved ?? (to.hash ? { el: to.hash, top: 72 } : { top: 0 }),
})

router.afterEach((to) => {
  document.title = `${String(to.meta.title)} · ${t.name}`
})

// SPDX-License-Identifier: EUPL-1.2
export const en = {
  title: 'Background tasks', intro: 'You can go on working, also after reloading or signing out. Results stay for a week.', 
  button_running_one: 'Background tasks: {{count}} under way', button_running_other: 'Background tasks: {{count}} under way', button_ready_one: 'Background tasks: {{count}} finished', button_ready_other: 'Background tasks: {{count}} finished',
  queued: 'Waiting for its turn', running: 'Under way', stopping: 'Stopping', done: 'Ready', failed: 'Failed', cancelled: 'Stopped',
  cancel: 'Stop', cancel_of: 'Stop {{title}}', download: 'Download', download_of: 'Download {{title}} ({{size}})', show: 'View', show_of: 'View {{title}}', forget_of: 'Remove {{title}} from the list', until: 'kept until {{at}}',
  started: '{{title}} is being made in the background. You can go on working.', is_done: '{{title}} is ready.', is_failed: '{{title}} failed: {{error}}', close: 'Close',
};

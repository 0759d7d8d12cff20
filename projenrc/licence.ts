import { Component, License, type Project } from 'projen';

/** Apache-2.0, as text at the root. */
export class Licence extends Component {
  constructor(project: Project) {
    super(project);
    new License(project, { spdx: 'Apache-2.0' });
  }
}

/** Core's own pages as views: data in, markup out. Who may see them and where the data is from is the business of their routes. */
export { DoorPage, type DoorPageProps } from './door.tsx';
export {
  FrontDoorPage,
  type FrontDoorCommunity,
  type FrontDoorPageProps,
  type FrontDoorPerson,
  type FrontDoorTrial,
} from './front-door.tsx';
export { HomePage, type HomePageProps } from './home.tsx';
export { InfoPage, infoIds, standardInfo, type InfoId, type InfoPageProps } from './info.tsx';
export { JoinPage, type JoinPageProps } from './join.tsx';
export { ManagePage, type ManagePageProps } from './manage.tsx';
export { MePage, type MePageProps } from './me.tsx';
export { MorePage, type MorePageProps } from './more.tsx';
export { PeoplePage, type PeoplePageProps } from './people.tsx';
export { ProblemPage, type ProblemPageProps } from './problem.tsx';
export { SignInPage, type DemoPerson, type SignInPageProps } from './sign-in.tsx';
export { StreamItem, type FeedItem } from './stream-item.tsx';

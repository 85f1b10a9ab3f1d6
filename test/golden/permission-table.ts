// Who may do what from outside, written out by hand: the status that every route and every command over the socket
// answers, by how one stands. A route or a command without a row fails the test beside this.

/**
 * How somebody stands towards the place at hand: nobody signed in; somebody else; somebody whom the owner blocks; a
 * former member (and former contact of the owner); and the members by role, who are contacts of the owner.
 */
export const STANDINGS = [
  'stranger',
  'other',
  'blocked',
  'former',
  'member',
  'moderator',
  'admin',
  'owner',
] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * Where a row plays. `group`, `room`, `direct`: a chat of that kind (the direct one is between the caller and the
 * owner); `own…`: the message there is the caller's. `wall`: the owner's, for contacts only. `self`: an account of the
 * caller that is used up. `none`: nowhere in particular.
 */
export const ROUTE_TABLE = `
  health              none    200 200 200 200 200 200 200 200
  getPlace            none    200 200 200 200 200 200 200 200
  signUp              none    201 201 201 201 201 201 201 201
  listUsers           none    401 200 200 200 200 200 200 200
  getMe               none    401 200 200 200 200 200 200 200
  changeMe            self    401 200 200 200 200 200 200 200
  getUser             none    401 200 200 200 200 200 200 200
  findByEmail         none    401 404 404 404 200 200 200 200
  setAvatar           none    401 404 404 404 404 404 404 404
  removeAvatar        none    401 200 200 200 200 200 200 200
  exportMe            none    401 200 200 200 200 200 200 200
  deleteMe            self    401 204 204 204 204 204 204 204
  changePassword      self    401 204 204 204 204 204 204 204
  signIn              none    201 201 201 201 201 201 201 201
  listSessions        none    401 200 200 200 200 200 200 200
  endCurrentSession   self    401 204 204 204 204 204 204 204
  endSession          none    401 404 404 404 404 404 404 204
  listChats           none    401 200 200 200 200 200 200 200
  createChat          none    401 201 201 201 201 201 201 201
  getChat             group   401 404 404 404 200 200 200 200
  getChat             room    401 404 404 404 200 200 200 200
  getChat             direct  401 200 200 200 200 200 200 200
  changeChat          group   401 404 404 404 403 403 200 200
  changeChat          direct  401 403 403 403 403 403 403 403
  listMembers         group   401 404 404 404 200 200 200 200
  joinChat            group   401 404 404 404 200 200 200 200
  joinChat            room    401 200 200 200 200 200 200 200
  leaveChat           group   401 404 404 404 204 204 204 204
  addMember           group   401 404 404 404 403 403 204 204
  addMember           room    401 404 404 404 403 403 204 204
  removeMember        group   401 404 404 404 403 403 204 204
  removeMember        room    401 404 404 404 403 204 204 204
  setOwnState         group   401 404 404 404 200 200 200 200
  listRooms           none    401 200 200 200 200 200 200 200
  changeRole          group   401 404 404 404 403 403 204 204
  listBans            group   401 404 404 404 403 403 200 200
  listBans            room    401 404 404 404 403 200 200 200
  banMember           group   401 404 404 404 403 403 204 204
  banMember           room    401 404 404 404 403 204 204 204
  unbanMember         group   401 404 404 404 403 403 204 204
  createInvite        group   401 404 404 404 403 403 201 201
  listInvites         group   401 404 404 404 403 403 200 200
  endInvite           group   401 404 404 404 403 403 204 204
  getInvite           group   401 200 200 200 200 200 200 200
  acceptInvite        group   401 200 200 200 200 200 200 200
  listMessages        group   401 404 404 404 200 200 200 200
  listMessages        direct  401 200 200 200 200 200 200 200
  postMessage         group   401 404 404 404 201 201 201 201
  postMessage         room    401 404 404 404 201 201 201 201
  postMessage         direct  401 201 201 201 201 201 201 201
  listEvents          group   401 404 404 404 200 200 200 200
  markRead            group   401 404 404 404 204 204 204 204
  getMessage          group   401 404 404 404 200 200 200 200
  editMessage         group   401 404 404 404 403 403 403 403
  editMessage         own     401 404 404 404 200 200 200 200
  deleteMessage       group   401 404 404 404 403 204 204 204
  deleteMessage       own     401 404 404 404 204 204 204 204
  getHistory          group   401 404 404 404 200 200 200 200
  listSeen            group   401 404 404 404 200 200 200 200
  addReaction         group   401 404 404 404 204 204 204 204
  removeReaction      group   401 404 404 404 204 204 204 204
  pinMessage          group   401 404 404 404 204 204 204 204
  pinMessage          room    401 404 404 404 403 204 204 204
  unpinMessage        room    401 404 404 404 403 204 204 204
  listPins            group   401 404 404 404 200 200 200 200
  listWallMessages    wall    401 403 403 403 200 200 200 200
  postOnWall          wall    401 403 403 403 201 201 201 201
  listWallEvents      wall    401 403 403 403 200 200 200 200
  getWallMessage      wall    401 404 404 404 200 200 200 200
  editWallMessage     wall    401 403 403 403 403 403 403 403
  deleteWallMessage   wall    401 403 403 403 403 403 403 204
  getWallHistory      wall    401 404 404 404 200 200 200 200
  addWallReaction     wall    401 403 403 403 204 204 204 204
  removeWallReaction  wall    401 403 403 403 204 204 204 204
  pinOnWall           wall    401 403 403 403 403 403 403 204
  unpinOnWall         wall    401 403 403 403 403 403 403 204
  listWallPins        wall    401 403 403 403 200 200 200 200
  readOwnWall         none    401 204 204 204 204 204 204 204
  listContacts        none    401 200 200 200 200 200 200 200
  listContactRequests none    401 200 200 200 200 200 200 200
  addContact          none    401 200 200 200 200 200 200 200
  removeContact       none    401 204 204 204 204 204 204 204
  listBlocks          none    401 200 200 200 200 200 200 200
  blockUser           self    401 204 204 204 204 204 204 204
  unblockUser         self    401 204 204 204 204 204 204 204
  uploadBlob          self    401 201 201 201 201 201 201 201
  getBlobInfo         group   401 404 404 404 200 200 200 200
  getBlob             group   401 404 404 404 200 200 200 200
  getThumbnail        group   401 404 404 404 200 200 200 200
`;

/**
 * Commands (`append`) and the other events over the socket. `private`: the owner's private log; `mine`: the caller's;
 * `home`: from the group to the caller's own wall; `new`: an id just minted.
 */
export const SOCKET_TABLE = `
  postMessage      group   401 404 404 404 200 200 200 200
  postMessage      room    401 404 404 404 200 200 200 200
  postMessage      direct  401 200 200 200 200 200 200 200
  postMessage      wall    401 403 403 403 200 200 200 200
  postMessage      private 401 404 404 404 404 404 404 404
  postMessage      server  401 404 404 404 404 404 404 404
  forwardMessage   group   401 404 404 404 200 200 200 200
  forwardMessage   home    401 404 404 404 200 200 200 200
  editMessage      group   401 404 404 404 403 403 403 403
  editMessage      own     401 404 404 404 200 200 200 200
  editMessage      wall    401 403 403 403 403 403 403 403
  deleteMessage    group   401 404 404 404 403 200 200 200
  deleteMessage    wall    401 403 403 403 403 403 403 200
  reactToMessage   group   401 404 404 404 200 200 200 200
  reactToMessage   wall    401 403 403 403 200 200 200 200
  pinMessage       group   401 404 404 404 200 200 200 200
  pinMessage       room    401 404 404 404 403 200 200 200
  pinMessage       wall    401 403 403 403 403 403 403 200
  createChat       new     401 200 200 200 200 200 200 200
  createChat       group   401 409 409 409 409 409 409 409
  createChat       wall    401 404 404 404 404 404 404 404
  changeChat       group   401 404 404 404 403 403 200 200
  joinChat         group   401 404 404 404 200 200 200 200
  joinChat         room    401 200 200 200 200 200 200 200
  leaveChat        group   401 404 404 404 200 200 200 200
  leaveChat        direct  401 403 403 403 403 403 403 403
  addMember        group   401 404 404 404 403 403 200 200
  addMember        direct  401 403 403 403 403 403 403 403
  removeMember     group   401 404 404 404 403 403 200 200
  removeMember     room    401 404 404 404 403 200 200 200
  banMember        group   401 404 404 404 403 403 200 200
  banMember        room    401 404 404 404 403 200 200 200
  changeRole       group   401 404 404 404 403 403 200 200
  setChatState     mine    401 404 404 404 200 200 200 200
  setChatState     private 401 404 404 404 404 404 404 200
  hideMessage      mine    401 404 404 404 200 200 200 200
  hideMessage      private 401 404 404 404 404 404 404 200
  addContact       mine    401 200 200 200 200 200 200 200
  addContact       private 401 404 404 404 404 404 404 200
  removeContact    mine    401 200 200 200 200 200 200 200
  removeContact    private 401 404 404 404 404 404 404 200
  blockUser        mine    401 200 200 200 200 200 200 200
  blockUser        private 401 404 404 404 404 404 404 200
  follow           group   401 404 404 404 200 200 200 200
  follow           room    401 404 404 404 200 200 200 200
  follow           wall    401 403 403 403 200 200 200 200
  follow           private 401 404 404 404 404 404 404 200
  follow           server  401 200 200 200 200 200 200 200
  unfollow         group   401 200 200 200 200 200 200 200
  read             group   401 404 404 404 200 200 200 200
  read             private 401 404 404 404 404 404 404 404
  signal           group   401 404 404 404 200 200 200 200
`;

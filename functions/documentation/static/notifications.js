// The notifications, in the name of an employee who logs in here. The token stays in this tab.
"use strict";
(() => {
  const { kept, request } = window.plano;
  const byId = (id) => document.getElementById(id);
  const [login, said, table, more, logout] = ["login", "said", "notifications", "more", "logout"].map(byId);
  const { loginPath, indexPath, logoutPath } = login.dataset;
  const rows = table.querySelector("tbody");
  const KEPT = "staff token";
  const APPLICATION = "planox2";
  const PAGE_SIZE = 50;
  const UNREACHABLE = "The API can’t be reached: it is down, or something on the way to it is.";
  let cursor = null;

  const call = async (path, contentType, params, method = "POST") => {
    const answer = await request.send({ path, method, contentType, body: JSON.stringify(params) });
    return answer.json();
  };

  const cell = (text) => {
    const made = document.createElement("td");
    made.textContent = text ?? "";
    return made;
  };

  const showLogin = (text) => {
    kept.remove(KEPT);
    said.textContent = text;
    login.hidden = false;
    table.hidden = true;
    more.hidden = true;
    logout.hidden = true;
    rows.replaceChildren();
    cursor = null;
  };

  const sinceThen = (email) => {
    if (!email) return "";
    if (email.delivered_at) return `went out at ${email.delivered_at}`;
    return email.given_up_at ? `given up at ${email.given_up_at}` : "waits to be sent again";
  };

  const row = ({ created_at: when, status, route, request_id: requestId, email, error }) => {
    const about = email ? `The ${email.template} email to ${email.to}: ${email.reason}` : error;
    const made = document.createElement("tr");
    made.append(...[when, status, `${route} (request ${requestId})`, about, sinceThen(email)].map(cell));
    return made;
  };

  const show = (data) => {
    rows.append(...data.notifications.map(row));
    cursor = data.next_cursor ?? null;
    login.hidden = true;
    logout.hidden = false;
    table.hidden = rows.children.length === 0;
    more.hidden = cursor === null;
    said.textContent = rows.children.length ? "" : "Nothing went wrong in this month and the twelve before it.";
  };

  const load = async () => {
    const page = cursor ? { size: PAGE_SIZE, cursor } : { size: PAGE_SIZE };
    const params = { token: kept.get(KEPT), application: APPLICATION, page };
    try {
      const body = await call(indexPath, "application/json", params);
      if (body.status === "action-successful") show(body.data);
      else showLogin(body.status === "permission-denied" ? "Only employees may see notifications." : body.message);
    } catch {
      said.textContent = UNREACHABLE;
    }
  };

  login.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "Logging in …";
    const params = { email: byId("email").value, password: byId("password").value, application: APPLICATION };
    try {
      const body = await call(loginPath, "text/plain", params);
      if (body.status !== "action-successful") {
        said.textContent = body.message;
        return;
      }
      kept.set(KEPT, body.data.token);
      byId("password").value = "";
      await load();
    } catch {
      said.textContent = UNREACHABLE;
    }
  });
  logout.addEventListener("click", async () => {
    const token = kept.get(KEPT);
    showLogin("Logged out.");
    try {
      await call(logoutPath, "application/json", { token }, "DELETE");
    } catch {
      // it expires by itself
    }
  });
  more.addEventListener("click", load);
  if (kept.get(KEPT)) load();
  else login.hidden = false;
})();

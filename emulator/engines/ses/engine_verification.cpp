// How identities are verified: at once, as a rule, since no mailbox and no DNS could answer here. A
// strict sandbox has addresses follow the link in a mail, which comes into the box's own inbox.
#include <fmt/format.h>

#include <array>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr Duration link_lasts = 24h;
constexpr std::string_view sender = "no-reply-aws@amazon.com";
constexpr std::string_view sender_name = "Amazon Web Services";

std::string drawn_token(Random& random) {
  std::array<unsigned char, 32> bytes{};
  random.fill(bytes);
  return base64({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
}

}  // namespace

// Asks the owner of the identity, who in most boxes has answered already.
void Engine::verify(Turn& turn, Identity& identity) {
  if (identity.verification_token.empty())
    identity.verification_token = drawn_token(turn.random);
  bool const known = identity.is_verified && identity.verified_at;
  bool const must_follow_link = turn.strict.sandbox && !identity.is_domain;
  identity.is_verified = known || !must_follow_link;
  if (identity.is_verified) {
    identity.verified_at = identity.verified_at.value_or(turn.now);
    identity.pending_until.reset();
  } else {
    identity.pending_until = turn.now + link_lasts;
    send_link(turn, identity);
  }
  keep(turn, identity);
}

void Engine::send_link(Turn& turn, Identity const& identity) {
  PutMessage put;
  put.sender_name = sender_name;
  put.sender = sender;
  put.to = identity.name;
  put.subject = fmt::format("Email Address Verification Request in region {}", identity.region);
  put.text = fmt::format(
      "Somebody wants to send mail from {} with Amazon SES. If that is you, follow this link "
      "within "
      "24 "
      "hours:\n\n{}/_proofbox/ses/identities/verify?account={}&region={}&identity={}&token={}\n\n"
      "Otherwise do nothing.\n",
      identity.name, turn.caller.endpoint, identity.account, identity.region,
      percent_encode(identity.name), percent_encode(identity.verification_token));
  auto const sent = handle(turn, put);
  check(sent.ok(), "an identity's name is an address that mail can be sent to");
}

// An identity covers itself; an address is covered as well by itself without its label, by its
// domain and by every domain above that. Addresses differ in the case of their letters, domains do
// not.
Identity const* Engine::covering(Turn const& turn, std::string_view name) const {
  auto const verified = [&](std::string_view by) {
    auto const* const identity = find(turn, by);
    return identity != nullptr && identity->is_verified ? identity : nullptr;
  };
  if (auto const* const itself = verified(name))
    return itself;
  if (auto const* const unlabelled = verified(without_label(name)))
    return unlabelled;
  for (auto domain = domain_of(name);;) {
    if (auto const* const above = verified(domain))
      return above;
    auto const dot = domain.find('.');
    if (dot == std::string_view::npos)
      return nullptr;
    domain.remove_prefix(dot + 1);
  }
}

bool Engine::is_verified(Turn const& turn, std::string_view name) const {
  return covering(turn, name) != nullptr;
}

Result<v1::ListVerifiedEmailAddresses::Output> Engine::handle(
    Turn& turn, v1::ListVerifiedEmailAddresses const&) {
  v1::ListVerifiedEmailAddresses::Output output;
  auto const world = world_of(turn);
  for (auto at = identities_.lower_bound(world);
       at != identities_.end() && at->first.starts_with(world); ++at)
    if (!at->second.is_domain && at->second.is_verified)
      output.verified_email_addresses.push_back(at->second.name);
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, v1::DeleteVerifiedEmailAddress const& op) {
  remove(turn, op.email_address);
  return Nothing{};
}

// ---- what only the box has ----

Result<Nothing> Engine::handle(Turn& turn, FollowVerificationLink const& op) {
  auto* const identity = find(turn, op.identity);
  if (identity == nullptr || identity->is_domain || identity->verification_token != op.token)
    return Error{"NotFoundException", "This link verifies nothing.", 404};
  if (identity->is_verified)
    return Nothing{};
  if (identity->status(turn.now) != "Pending")
    return Error{"ExpiredException", "This link was good for 24 hours only.", 410};
  identity->is_verified = true;
  identity->verified_at = turn.now;
  identity->pending_until.reset();
  keep(turn, *identity);
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn, SetVerificationStatus const& op) {
  if (op.status != "Success" && op.status != "Pending" && op.status != "Failed")
    return errors::bad_enum("status", op.status, "[Success, Pending, Failed]");
  if (is_address(op.identity) ? !read_mailbox(op.identity) : !is_domain(op.identity))
    return errors::bad_parameter(fmt::format("\"{}\" is no address and no domain.", op.identity));
  auto& identity = add(turn, op.identity, {});
  if (identity.verification_token.empty())
    identity.verification_token = drawn_token(turn.random);
  identity.is_verified = op.status == "Success";
  identity.verified_at = identity.is_verified ? std::optional{turn.now} : std::nullopt;
  identity.pending_until =
      op.status == "Pending" ? std::optional{turn.now + link_lasts} : std::nullopt;
  keep(turn, identity);
  return Nothing{};
}

}  // namespace proofbox::ses

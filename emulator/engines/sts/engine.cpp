#include "engines/sts/engine.hpp"

namespace proofbox::sts {
namespace {

// As long as an IAM user's id is on AWS, and with its prefix.
constexpr std::string_view user_id = "AIDAPROOFBOXUSER23456";

}  // namespace

Result<GetCallerIdentity::Output> Engine::handle(Turn& turn, GetCallerIdentity const&) {
  auto const& account = turn.caller.account;
  return GetCallerIdentity::Output{std::string{user_id}, account,
                                   "arn:aws:iam::" + account + ":user/proofbox"};
}

}  // namespace proofbox::sts

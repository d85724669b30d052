// What AWS was recorded to answer about SES's templates.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json create_template(Stage& stage) {
  return stage.ses("CreateTemplate", {{"Template",
                                       {{"TemplateName", "hello-world"},
                                        {"SubjectPart", "Subject test {{name}}"},
                                        {"TextPart", "hello\nworld"},
                                        {"HtmlPart", "hello<br />world"}}}});
}

Json list_templates(Stage& stage) { return stage.ses("ListTemplates", Json::object()); }

Json deleted(Stage& stage) {
  Json answers;
  answers["list-templates-empty"] = list_templates(stage);
  create_template(stage);
  answers["list-templates-after-create"] = list_templates(stage);
  answers["delete-template"] = stage.ses("DeleteTemplate", {{"TemplateName", "hello-world"}});
  answers["list-templates-after-delete"] = list_templates(stage);
  return answers;
}

// The second listing comes after the template was changed, which changes nothing of what is listed.
Json listed(Stage& stage) {
  Json answers;
  answers["create-template"] = create_template(stage);
  answers["list-templates-1"] = list_templates(stage);
  stage.ses("UpdateTemplate",
            {{"Template", {{"TemplateName", "hello-world"}, {"SubjectPart", "Another subject"}}}});
  answers["list-templates-2"] = list_templates(stage);
  return answers;
}

}  // namespace

std::vector<Situation> ses_template_situations() {
  return {
      {"ses/test_ses.py::TestSES::test_delete_template", deleted},
      {"ses/test_ses.py::TestSES::test_list_templates", listed},
  };
}

}  // namespace proofbox::test
